import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.libopi.Answer;
import org.libopi.Cancel;
import org.libopi.Devices;
import org.libopi.DisplayText;
import org.libopi.OpiException;
import org.libopi.Question;
import org.libopi.Receipt;
import org.libopi.ReceiptRole;
import org.libopi.Recovered;
import org.libopi.RecoveryField;
import org.libopi.RecoveryVerdict;
import org.libopi.Request;
import org.libopi.Result;
import org.libopi.ResultField;
import org.libopi.Terminal;
import org.libopi.Verdict;

/**
 * A till: takes one card payment and shows what a cashier would see.
 *
 *     java -cp opi.jar:jna.jar Till.java URL [AMOUNT CURRENCY]
 *     java -cp opi.jar:jna.jar Till.java "opi://192.168.0.60?workstation=lane-1" 12.50 CHF
 *
 * The display lines, the receipts and the outcome appear as they happen. Ctrl-C is the cashier's abort: the terminal is
 * asked to stop, and its answer still counts.
 *
 * Exit code: 0 paid, 1 not paid, 2 unknown or wrong usage.
 */
public final class Till {
    private static final int PAID = 0;
    private static final int NOT_PAID = 1;
    private static final int UNKNOWN = 2;
    private static final int SLIP_WIDTH = 32; // what most receipts are set for

    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final BufferedReader IN = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    // ---- what the cashier sees ----------------------------------------------------------------------------------

    private static final boolean STYLED = System.console() != null && System.getenv("NO_COLOR") == null;
    private static final String BOLD = STYLED ? "\033[1m" : "";
    private static final String DIM = STYLED ? "\033[2m" : "";
    private static final String PLAIN = STYLED ? "\033[0m" : "";

    private static void slipEdge(String left, String title, String right) {
        String head = title.isEmpty() ? "" : "─ " + BOLD + title + PLAIN + " ";
        int used = title.isEmpty() ? 0 : title.length() + 3;
        OUT.println("  " + left + head + "─".repeat(SLIP_WIDTH + 4 - used) + right);
    }

    private static void slipLine(String line) {
        int columns = line.codePointCount(0, line.length());
        OUT.println("  │  " + line + " ".repeat(Math.max(0, SLIP_WIDTH - columns)) + "  │");
    }

    // ---- the till's devices: called by the library while the payment runs ---------------------------------------

    private static Answer display(DisplayText text) {
        text.lines().forEach(line -> OUT.println("  " + DIM + "▸" + PLAIN + " " + line));
        return Answer.YES;
    }

    private static Answer print(Receipt receipt) {
        OUT.println();
        slipEdge("╭", receipt.role() == ReceiptRole.CUSTOMER ? "Customer's receipt" : "Merchant's receipt", "╮");
        receipt.lines().forEach(Till::slipLine);
        slipEdge("╰", "", "╯");
        return Answer.YES; // printed: the terminal may forget it
    }

    private static Answer input(Question question) throws IOException {
        OUT.print("  " + BOLD + "?" + PLAIN + " " + question.text() + " [y/n] ");
        OUT.flush();
        String typed = IN.readLine();
        if (typed == null) {
            return Answer.DEFAULT; // nobody there: the terminal is told so
        }
        switch (question.prompt()) {
            case NUMBER:
                return question.answerNumber(typed);
            case TEXT:
                return question.answerText(typed);
            default:
                return typed.toLowerCase().startsWith("y") ? Answer.YES : Answer.NO;
        }
    }

    // ---- one payment --------------------------------------------------------------------------------------------

    private static void showField(Result result, String label, ResultField field) {
        result.get(field).ifPresent(value -> OUT.printf("    %s%-16s%s %s%n", DIM, label, PLAIN, value));
    }

    private static int showOutcome(Result result) {
        Verdict verdict = result.verdict();
        String mark = result.approved() ? "✔" : verdict == Verdict.UNKNOWN ? "?" : "✘";
        OUT.println("\n  " + BOLD + mark + " " + result.get(ResultField.VERDICT).orElse("") + PLAIN
                + result.amount().map(amount -> "  " + result.currency().orElse("") + " " + amount).orElse(""));
        showField(result, "tip", ResultField.TIP);
        showField(result, "card", ResultField.CARD);
        showField(result, "brand", ResultField.CARD_CIRCUIT);
        showField(result, "approval code", ResultField.APPROVAL_CODE);
        showField(result, "trace number", ResultField.STAN);
        showField(result, "terminal", ResultField.TERMINAL_ID);
        showField(result, "reference", ResultField.REFERENCE);
        if (!result.approved()) {
            OUT.println("    " + result.message());
            OUT.println("    " + result.advice());
        }
        return result.approved() ? PAID : verdict == Verdict.UNKNOWN ? UNKNOWN : NOT_PAID;
    }

    /** Payments of before, perhaps of a till that lost its power. */
    private static void settleEarlierPayments(Terminal terminal) {
        for (Recovered payment : terminal.recover()) {
            OUT.print("  " + BOLD + "! " + payment.get(RecoveryField.REFERENCE).orElse(payment.id()) + PLAIN + "  "
                    + payment.get(RecoveryField.CURRENCY).orElse("") + " "
                    + payment.get(RecoveryField.REQUESTED_AMOUNT).orElse("") + ": ");
            if (payment.verdict() == RecoveryVerdict.ASK_HUMAN) {
                OUT.println("nobody knows whether it was paid\n    " + payment.get(RecoveryField.ADVICE).orElse(""));
                continue;
            }
            OUT.println(payment.verdict() == RecoveryVerdict.APPROVED ? "was paid" : "was not paid");
            payment.acknowledge();
        }
    }

    private static int pay(String url, BigDecimal amount, String currency, Cancel cancel) {
        Devices devices = new Devices().display(Till::display).print(Till::print).input(Till::input);
        OUT.println(BOLD + "Payment of " + currency + " " + amount + PLAIN + "\n");
        try (Terminal terminal = Terminal.open(url, devices)) {
            settleEarlierPayments(terminal);
            Result result = terminal.run(Request.payment(amount, currency).reference("A1"), cancel);
            int shown = showOutcome(result);
            if (shown != UNKNOWN) {
                result.acknowledge(); // booked: recovery need not tell it again
            }
            return shown;
        } catch (OpiException e) {
            OUT.println("till: " + e.getMessage());
            return UNKNOWN;
        }
    }

    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: Till URL [AMOUNT CURRENCY]    e.g. Till opi://192.168.0.60 12.50 CHF");
            System.exit(UNKNOWN);
        }
        BigDecimal amount = new BigDecimal(arguments.length > 1 ? arguments[1] : "12.50");
        String currency = arguments.length > 2 ? arguments[2] : "CHF";

        // Ctrl-C ends a Java program by its shutdown hooks: this one is the cashier's abort, and waits for the outcome.
        Cancel cancel = new Cancel();
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cancel.cancel();
            Runtime.getRuntime().halt(exitCode.join());
        }));
        try {
            exitCode.complete(pay(arguments[0], amount, currency, cancel));
        } finally {
            exitCode.complete(UNKNOWN); // unless it is known
        }
        System.exit(exitCode.join());
    }
}
