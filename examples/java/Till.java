import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.libopi.Answer;
import org.libopi.Cancel;
import org.libopi.Devices;
import org.libopi.DisplayText;
import org.libopi.Money;
import org.libopi.OpiException;
import org.libopi.Question;
import org.libopi.Receipt;
import org.libopi.ReceiptRole;
import org.libopi.Recovered;
import org.libopi.RecoveryVerdict;
import org.libopi.Request;
import org.libopi.Result;
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
        receipt.textLines().forEach(Till::slipLine);
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

    private static void showField(String label, Optional<?> field) {
        field.ifPresent(value -> OUT.printf("    %s%-16s%s %s%n", DIM, label, PLAIN, value));
    }

    private static String shown(Money money) {
        return money.currency() + " " + money.amount();
    }

    private static int showOutcome(Result result) {
        Verdict verdict = result.verdict();
        String mark = result.approved() ? "✔" : verdict == Verdict.UNKNOWN ? "?" : "✘";
        OUT.println("\n  " + BOLD + mark + " " + verdict.word() + PLAIN
                + result.amount().map(amount -> "  " + shown(amount)).orElse(""));
        showField("tip", result.tip().map(Money::amount));
        showField("card", result.card());
        showField("brand", result.cardCircuit());
        showField("approval code", result.approvalCode());
        showField("trace number", result.stan());
        showField("terminal", result.terminalId());
        showField("reference", result.reference());
        if (!result.approved()) {
            OUT.println("    " + result.message().orElse(""));
            OUT.println("    " + result.advice().orElse(""));
        }
        return result.approved() ? PAID : verdict == Verdict.UNKNOWN ? UNKNOWN : NOT_PAID;
    }

    /** Payments of before, perhaps of a till that lost its power. */
    private static void settleEarlierPayments(Terminal terminal) {
        for (Recovered payment : terminal.recover()) {
            OUT.print("  " + BOLD + "! " + payment.reference().or(payment::id).orElse("") + PLAIN + "  "
                    + payment.requestedAmount().map(Till::shown).orElse("") + ": ");
            if (payment.verdict() == RecoveryVerdict.ASK_HUMAN) {
                OUT.println("nobody knows whether it was paid\n    " + payment.advice().orElse(""));
                continue;
            }
            OUT.println(payment.verdict() == RecoveryVerdict.APPROVED ? "was paid" : "was not paid");
            payment.acknowledge();
        }
    }

    private static int pay(String url, Money amount, Cancel cancel) {
        Devices devices = new Devices().display(Till::display).print(Till::print).input(Till::input);
        OUT.println(BOLD + "Payment of " + shown(amount) + PLAIN + "\n");
        try (Terminal terminal = Terminal.open(url, devices)) {
            settleEarlierPayments(terminal);
            Result result = terminal.run(Request.payment(amount).reference("A1"), cancel);
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
        Money amount = Money.of(arguments.length > 1 ? arguments[1] : "12.50", arguments.length > 2 ? arguments[2] : "CHF");

        // Ctrl-C ends a Java program by its shutdown hooks: this one is the cashier's abort, and waits for the outcome.
        Cancel cancel = new Cancel();
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cancel.cancel();
            Runtime.getRuntime().halt(exitCode.join());
        }));
        try {
            exitCode.complete(pay(arguments[0], amount, cancel));
        } finally {
            exitCode.complete(UNKNOWN); // unless it is known
        }
        System.exit(exitCode.join());
    }
}
