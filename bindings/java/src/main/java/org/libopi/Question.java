package org.libopi;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/**
 * A question to the cashier.
 *
 * <p>A confirmation is answered by {@link Answer#YES} or {@link Answer#NO}. For the rest return what
 * {@link #answerNumber(String)} or {@link #answerText(String)} gives, or {@link Answer#NO} if the cashier refuses.
 */
public final class Question extends DeviceRequest {
    private final NativeBinding binding;
    private final Prompt prompt;
    private final String command;
    private final int minLength;
    private final int maxLength;
    private final int decimals;
    private final int timeoutSeconds;
    private long answer; // 0 when the callback has returned

    Question(NativeBinding binding, long request, long answer) {
        super(binding, request);
        this.binding = binding;
        this.answer = answer;
        prompt = Prompt.of(binding.deviceRequestPromptKind(request));
        command = binding.deviceRequestCommand(request);
        minLength = binding.deviceRequestMinLength(request);
        maxLength = binding.deviceRequestMaxLength(request);
        decimals = binding.deviceRequestDecimals(request);
        timeoutSeconds = binding.deviceRequestTimeoutSeconds(request);
    }

    /**
     * What kind of answer is wanted.
     *
     * @return the kind
     */
    public Prompt prompt() {
        return prompt;
    }

    /**
     * The name of the question on the wire.
     *
     * @return such as "GetConfirmation"
     */
    public String command() {
        return command;
    }

    /**
     * The least number of characters of an answer.
     *
     * @return empty when the terminal did not say
     */
    public OptionalInt minLength() {
        return said(minLength);
    }

    /**
     * The greatest number of characters of an answer.
     *
     * @return empty when the terminal did not say
     */
    public OptionalInt maxLength() {
        return said(maxLength);
    }

    /**
     * The number of decimals of an amount.
     *
     * @return empty when the terminal did not say
     */
    public OptionalInt decimals() {
        return said(decimals);
    }

    /**
     * The seconds until the terminal gives up waiting for the answer.
     *
     * @return empty when the terminal did not say
     */
    public OptionalInt timeoutSeconds() {
        return said(timeoutSeconds);
    }

    /**
     * Answers with a number.
     *
     * @param digits digits, or an amount in major units such as "12.50"
     * @return {@link Answer#YES}, to be returned by the callback
     * @throws OpiException when it is no number
     * @throws IllegalStateException when the callback has returned already
     */
    public Answer answerNumber(String digits) {
        return set(address -> binding.answerSetNumber(address, digits));
    }

    /**
     * Answers with a number.
     *
     * @param number a number, or an amount in major units
     * @return {@link Answer#YES}, to be returned by the callback
     * @throws OpiException when the number is negative
     * @throws IllegalStateException when the callback has returned already
     */
    public Answer answerNumber(BigDecimal number) {
        return answerNumber(number.toPlainString());
    }

    /**
     * Answers with a text.
     *
     * @param text what the cashier typed
     * @return {@link Answer#YES}, to be returned by the callback
     * @throws OpiException when it is not text that UTF-8 can say
     * @throws IllegalStateException when the callback has returned already
     */
    public Answer answerText(String text) {
        return set(address -> binding.answerSetText(address, text));
    }

    private synchronized Answer set(LongFunction<Integer> setter) {
        if (answer == 0) {
            throw new IllegalStateException("the question has been answered: its callback has returned");
        }
        OpiException.check(binding, setter.apply(answer));
        return Answer.YES;
    }

    synchronized void end() {
        answer = 0;
    }

    private static OptionalInt said(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
