package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong types do not compile. Each wrong line differs from a right one, which compiles, in what is wrong about it. */
class TypesTest {
    private static final String[][] RIGHT_AND_WRONG = {
        {"Request.payment(Money.of(\"12.50\", \"CHF\"));", "Request.payment(12.50);"},
        {"Money.ofMinorUnits(1250, \"CHF\");", "Money.ofMinorUnits(12.5, \"CHF\");"},
        {"request.reference(\"A-1\");", "request.reference(1);"},
        {"request.shift(3);", "request.shift(\"3\");"},
        {"request.tip(Money.of(\"1\", \"CHF\"));", "request.tip(100);"},
        {"request.loyaltyAmount(new BigDecimal(\"12.50\"));", "request.loyaltyAmount(12.50);"},
        {"request.forceAcceptance(true);", "request.forceAcceptance(\"yes\");"},
        {"request.cardCircuits(List.of(\"VISA\"));", "request.cardCircuits(\"VISA\");"},
        {"request.originalTime(LocalDateTime.now());", "request.originalTime(\"2026-07-24T14:05:00\");"},
        {"request.clerkPermission(ClerkPermission.LOW);", "request.clerkPermission(\"Low\");"},
        {"request.option(RequestOption.CLERK, \"7\");", "request.option(ResultField.CARD, \"7\");"},
        {"url.connect(Duration.ofSeconds(3));", "url.connect(3000);"},
        {"url.dialect(Dialect.DE);", "url.dialect(\"de\");"},
        {"url.customerReceipt(ReceiptPlace.NONE);", "url.customerReceipt(JournalTaker.NONE);"},
        {"url.adoptJournal(true);", "url.adoptJournal(1);"},
        {"url.dialectCloseDay(RequestKind.CLOSE_DAY);", "url.dialectCloseDay(\"CloseDay\");"},
        {"Verdict v = result.verdict();", "RecoveryVerdict v = result.verdict();"},
        {"int v = result.verdictRaw();", "int v = result.verdict();"},
        {"Optional<Money> a = result.amount();", "Optional<BigDecimal> a = result.amount();"},
        {"Optional<LocalDateTime> t = result.authorisedAt();", "Optional<String> t = result.authorisedAt();"},
        {"Optional<Boolean> f = result.forcePossible();", "boolean f = result.forcePossible();"},
        {"List<String> c = result.cardCircuits();", "String c = result.cardCircuits();"},
        {"List<Receipt> r = result.receipts();", "List<JournalEntry> r = result.receipts();"},
        {"Optional<EvidenceSays> s = result.evidence().get(0).says();", "Optional<EvidenceSource> s = result.evidence().get(0).says();"},
        {"result.get(ResultField.STAN);", "result.get(RecoveredField.STAN);"},
        {"new Devices().print(receipt -> Answer.YES);", "new Devices().print(receipt -> true);"},
        {"new Devices().input(question -> question.answerText(\"a\"));", "new Devices().input(question -> \"a\");"},
        {"Handler<Receipt> h = r -> Answer.NO; new Devices().print(h);", "Handler<Receipt> h = r -> Answer.NO; new Devices().display(h);"},
    };

    @TempDir
    Path folder;

    @Test
    void wrongTypesDoNotCompile() {
        assertEquals("", refusal(lines(0)), "what is right");
        for (String wrong : lines(1)) {
            assertEquals("refused", refusal(List.of(wrong)).isEmpty() ? "compiled" : "refused", wrong);
        }
    }

    private static List<String> lines(int column) {
        return List.of(RIGHT_AND_WRONG).stream().map(pair -> pair[column]).collect(Collectors.toList());
    }

    /** What the compiler says against a till with these lines; nothing when it takes them. */
    private String refusal(List<String> lines) {
        StringBuilder till = new StringBuilder("import java.math.BigDecimal;\nimport java.time.*;\nimport java.util.*;\n"
                + "import org.libopi.*;\nclass Till {\n");
        for (String line : lines) {
            till.append("    void line").append(till.length()).append("(Request request, TerminalUrl url, Result result) { ")
                    .append(line).append(" }\n");
        }
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///Till.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return till + "}\n";
            }
        };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        boolean taken = compiler.getTask(null, null, said, List.of("-proc:none", "-Xlint:none", "-d", folder.toString(),
                "-cp", System.getProperty("java.class.path")), null, List.of(source)).call();
        return taken ? "" : said.getDiagnostics().toString();
    }
}
