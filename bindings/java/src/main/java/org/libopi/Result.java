package org.libopi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a request ended: its verdict, everything the terminal said, the receipts. Does not change, needs no closing, and may
 * be read on any thread.
 *
 * <p>A missing answer is not a decline: {@link Verdict#UNKNOWN} means that money may have moved. Never send such a request
 * again; find out.
 */
public final class Result {
    private final Verdict verdict;
    private final int statusNumber;
    private final MoneyMoved moneyMoved;
    private final long minorUnits;
    private final boolean hasAmount;
    private final String message;
    private final String advice;
    private final Map<ResultField, String> fields = new EnumMap<>(ResultField.class);
    private final List<Receipt> receipts;
    private final List<JournalEntry> journal;
    private final List<String> notes;
    private final int failedCallbacks;
    private final List<Throwable> callbackFailures;
    private final String json;
    private final NativeBinding binding;
    private final Handle handle; // for the journal: everything else is read at once

    /** Takes the library's result, and reads all of it. */
    Result(NativeBinding binding, long result, OpiException error, List<Throwable> callbackFailures) {
        this.binding = binding;
        handle = Handle.cleaned(this, result, binding::resultFree);
        this.callbackFailures = Collections.unmodifiableList(callbackFailures);
        verdict = Verdict.of(binding.resultVerdict(result));
        statusNumber = binding.resultStatus(result);
        moneyMoved = MoneyMoved.of(binding.resultMoney(result));
        long[] minor = new long[1];
        hasAmount = binding.resultAmount(result, minor, new String[1]) == 1;
        minorUnits = minor[0];
        for (ResultField field : ResultField.values()) {
            String value = binding.resultGet(result, field.text());
            if (value != null) {
                fields.put(field, value);
            }
        }
        message = fields.getOrDefault(ResultField.MESSAGE, "");
        advice = error != null ? error.advice() : fields.getOrDefault(ResultField.ADVICE, "");
        List<Receipt> allReceipts = new ArrayList<>();
        for (long i = 0, count = binding.resultReceiptCount(result); i < count; i++) {
            allReceipts.add(Receipt.kept(binding.resultReceiptRole(result, i), binding.resultReceiptText(result, i),
                    binding.resultReceiptAcknowledged(result, i) == 1));
        }
        receipts = Collections.unmodifiableList(allReceipts);
        List<JournalEntry> entries = new ArrayList<>();
        for (long i = 0, count = binding.resultJournalCount(result); i < count; i++) {
            long index = i;
            entries.add(new JournalEntry(name -> binding.resultJournalGet(result, index, name)));
        }
        journal = Collections.unmodifiableList(entries);
        List<String> allNotes = new ArrayList<>();
        for (long i = 0, count = binding.resultNoteCount(result); i < count; i++) {
            allNotes.add(binding.resultNote(result, i));
        }
        notes = Collections.unmodifiableList(allNotes);
        failedCallbacks = binding.resultFailedCallbacks(result);
        json = binding.resultJson(result);
    }

    /**
     * The verdict.
     *
     * @return approved, declined, aborted, refused, not sent or unknown
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Whether the terminal did it: paid, refunded, reversed, printed, closed.
     *
     * @return true for {@link Verdict#APPROVED} and nothing else
     */
    public boolean approved() {
        return verdict == Verdict.APPROVED;
    }

    /**
     * The reason behind the verdict.
     *
     * @return OK when approved; {@link Status#OTHER} for one of a later version of the library
     */
    public Status status() {
        return Status.of(statusNumber);
    }

    /**
     * The number of the status.
     *
     * @return such as -300
     */
    public int statusNumber() {
        return statusNumber;
    }

    /**
     * Whether money has moved.
     *
     * @return no, possibly or yes
     */
    public MoneyMoved moneyMoved() {
        return moneyMoved;
    }

    /**
     * What the terminal charged or refunded, in major units; may exceed the request (tip).
     *
     * @return empty unless approved
     */
    public Optional<BigDecimal> amount() {
        return hasAmount ? get(ResultField.AMOUNT).map(BigDecimal::new) : Optional.empty();
    }

    /**
     * The same in minor units.
     *
     * @return empty unless approved
     */
    public OptionalLong minorUnits() {
        return hasAmount ? OptionalLong.of(minorUnits) : OptionalLong.empty();
    }

    /**
     * The currency of the amount, three letters of ISO 4217.
     *
     * @return empty when there is no amount
     */
    public Optional<String> currency() {
        return get(ResultField.CURRENCY);
    }

    /**
     * One field.
     *
     * @param field which
     * @return empty when there is nothing in it
     */
    public Optional<String> get(ResultField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * Every field that is not empty.
     *
     * @return in the order of {@link ResultField}
     */
    public Map<ResultField, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /**
     * What happened, in words, unless approved.
     *
     * @return a sentence, or nothing
     */
    public String message() {
        return message;
    }

    /**
     * What the till should do next, in words, unless approved.
     *
     * @return a sentence, or nothing
     */
    public String advice() {
        return advice;
    }

    /**
     * The receipts that came during the call, printed or not.
     *
     * @return in the order of their coming
     */
    public List<Receipt> receipts() {
        return receipts;
    }

    /**
     * The entries of the electronic journal that came during the call.
     *
     * @return in the order of their coming
     */
    public List<JournalEntry> journal() {
        return journal;
    }

    /**
     * What unusual happened on the way, in plain words, for the log.
     *
     * @return the notes
     */
    public List<String> notes() {
        return notes;
    }

    /**
     * How many of the till's devices failed during the call.
     *
     * @return 0 if all went well
     */
    public int failedCallbacks() {
        return failedCallbacks;
    }

    /**
     * What the till's devices threw during the call.
     *
     * @return in the order of their throwing
     */
    public List<Throwable> callbackFailures() {
        return callbackFailures;
    }

    /**
     * All of it as one JSON object.
     *
     * @return the same in every language
     */
    public String json() {
        return json;
    }

    /**
     * Tells the journal that the till knows this outcome, so that {@link Terminal#recover} does not list it again. Call it
     * once the sale is booked; also after the terminal was closed. Without a journal, and for what moves no money, it does
     * nothing. Twice is the same as once.
     *
     * @throws OpiException {@link Status#PENDING} when the outcome is unknown: recover it instead; or when the journal
     *     cannot be written
     */
    public void acknowledge() {
        long[] error = new long[1];
        int status = handle.use(result -> result == 0 ? Status.OK.number() : binding.resultAcknowledge(result, error));
        OpiException.check(binding, status, error[0]);
        handle.close(); // read and acknowledged: the library's own is of no more use
    }

    @Override
    public String toString() {
        return json;
    }
}
