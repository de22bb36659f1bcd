package org.libopi;

import java.math.BigDecimal;
import java.util.function.LongFunction;

/**
 * What the cashier is asked and answers: a {@link Question}.
 *
 * <p>A confirmation is answered by {@link Answer#YES} or {@link Answer#NO}. For the rest return what
 * {@link #answerNumber(String)} or {@link #answerText(String)} gives, or {@link Answer#NO} if the cashier refuses.
 */
public abstract class Answerable {
    private NativeBinding binding;
    private long answer; // 0 unless its callback runs

    Answerable() {
    }

    /** From now on the answer goes here. */
    synchronized void begin(NativeBinding newBinding, long newAnswer) {
        binding = newBinding;
        answer = newAnswer;
    }

    synchronized void end() {
        answer = 0;
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
}
