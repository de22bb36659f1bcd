package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing of opi.h is missing in Java, and nothing has another value. Read from the header, not from the generator. */
class HeaderTest extends LibraryTest {
    private static final Path HEADER = Path.of("../../include/opi.h");

    private final Map<String, String> constants = new TreeMap<>();

    HeaderTest() throws IOException {
        Matcher defines = Pattern.compile("(?m)^#define (OPI_[A-Z0-9_]+) \\(?(-?\\d+|\"[^\"]*\")\\)?$")
                .matcher(Files.readString(HEADER));
        while (defines.find()) {
            constants.put(defines.group(1), defines.group(2));
        }
        assertTrue(constants.size() > 150, "the header was read");
    }

    @Proves("names-complete")
    @Test
    void everyConstantIsThere() {
        Map<String, String> java = new TreeMap<>();
        java.put("OPI_VERSION", '"' + NativeBinding.HEADER_VERSION + '"');
        java.put("OPI_ABI_VERSION", "" + NativeBinding.ABI_VERSION);
        java.put("OPI_ANSWER_FAILED", "" + NativeBinding.ANSWER_FAILED);
        numbers(java, Status.values(), Status::cName, Status::number);
        numbers(java, MoneyMoved.values(), name("OPI_MONEY_"), MoneyMoved::number);
        numbers(java, RequestKind.values(), name("OPI_"), RequestKind::number);
        texts(java, RequestOption.values(), name("OPI_OPTION_"), RequestOption::text);
        numbers(java, Verdict.values(), name("OPI_VERDICT_"), Verdict::number);
        texts(java, ResultField.values(), name("OPI_FIELD_"), ResultField::text);
        numbers(java, ReceiptRole.values(), name("OPI_RECEIPT_"), ReceiptRole::number);
        numbers(java, DeviceKind.values(), name("OPI_DEVICE_"), DeviceKind::number);
        numbers(java, Prompt.values(), name("OPI_PROMPT_"), Prompt::number);
        numbers(java, Answer.values(), name("OPI_ANSWER_"), Answer::number);
        numbers(java, LogLevel.values(), name("OPI_LOG_"), LogLevel::number);
        numbers(java, RecoveryVerdict.values(), name("OPI_RECOVERED_"), RecoveryVerdict::number);
        texts(java, RecoveryField.values(), name("OPI_RECOVERY_"), RecoveryField::text);
        java.values().removeIf(value -> value.equals("" + Integer.MIN_VALUE)); // OTHER: for later versions
        assertEquals(constants, java);
    }

    private static <E extends Enum<E>> Function<E, String> name(String prefix) {
        return value -> prefix + value.name();
    }

    private static <E> void numbers(Map<String, String> java, E[] values, Function<E, String> name,
            Function<E, Integer> number) {
        Arrays.stream(values).forEach(value -> java.put(name.apply(value), "" + number.apply(value)));
    }

    private static <E> void texts(Map<String, String> java, E[] values, Function<E, String> name,
            Function<E, String> text) {
        Arrays.stream(values).forEach(value -> java.put(name.apply(value), '"' + text.apply(value) + '"'));
    }

    @Test
    void everyFunctionIsThere() throws IOException {
        Matcher functions = Pattern.compile("OPI_CALL opi_(\\w+)\\(").matcher(Files.readString(HEADER));
        Set<String> header = new TreeSet<>();
        while (functions.find()) {
            header.add(functions.group(1).replace("_", ""));
        }
        Set<String> java = Arrays.stream(NativeBinding.class.getMethods()).map(Method::getName)
                .map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(header, java);
    }

    @Test
    void everyStatusSaysWhatTheLibrarySays() {
        for (Status status : EnumSet.complementOf(EnumSet.of(Status.OTHER))) {
            assertEquals(status.cName(), NativeLibrary.binding().statusName(status.number()));
            assertEquals(status, Status.of(status.number()));
        }
        assertEquals(Status.OTHER, Status.of(-777));
        assertEquals(MoneyMoved.POSSIBLY, OpiException.of(NativeLibrary.binding(), -277, 0).moneyMoved());
        assertEquals(-277, OpiException.of(NativeLibrary.binding(), -277, 0).number());
    }

    /** The library names each kind as Java does; in every dialect one of its answers holds the name. */
    @Test
    void everyKindHasItsWireName() throws IOException {
        for (RequestKind kind : EnumSet.complementOf(EnumSet.of(RequestKind.ABORT_REQUEST))) {
            StringBuilder said = new StringBuilder();
            for (String dialect : new String[] {"ch", "de", "nl", "ifsf"}) {
                try (Socket held = Till.closedPort(); Terminal terminal = Terminal.open(
                        Till.url("127.0.0.1:" + held.getLocalPort(), "dialect=" + dialect))) {
                    for (Request request : new Request[] {Request.of(kind), Request.of(kind).amount(BigDecimal.ONE, "EUR")}) {
                        try {
                            said.append(terminal.run(request).get(ResultField.KIND).orElse("")).append(' ');
                        } catch (OpiException e) {
                            said.append(e.getMessage()).append(' ');
                        }
                    }
                }
            }
            assertTrue(Pattern.compile("\\b" + kind.wireName() + "\\b").matcher(said).find(), kind + ": " + said);
        }
    }

    @Test
    void everyJournalFieldIsKnownToTheLibrary() {
        try (Till till = new Till()) {
            JournalEntry entry = till.pay().journal().get(0);
            assertTrue(entry.fields().size() > 8, entry.toString());
            assertEquals("12.50", entry.fields().get(JournalField.AMOUNT));
        }
    }

    @Test
    void theVersionsAgree() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        assertEquals(NativeBinding.HEADER_VERSION, version.group(1));
    }
}
