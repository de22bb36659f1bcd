package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All that api/opi-api.json says is there in Java, with its value and its type: found in the classes, whatever made them. What
 * was found is written down for tools/parity.py.
 */
class ModelTest extends LibraryTest {
    /** Classes that are not simply called what the model calls them. */
    private static final Map<String, String> CLASSES = Map.of("kind", "RequestKind", "role", "ReceiptRole", "device", "DeviceKind",
            "recovered", "RecoveryVerdict");
    /** What a field of each type is got as, and the same with a function of its own. */
    private static final Map<String, String> GOT = Map.ofEntries(Map.entry("text", "Optional<String>"),
            Map.entry("path", "Optional<String>"), Map.entry("xml", "Optional<String>"), Map.entry("lines", "Optional<String>"),
            Map.entry("list", "List<String>"), Map.entry("flag", "Optional<Boolean>"), Map.entry("number", "OptionalLong"),
            Map.entry("decimal", "Optional<BigDecimal>"), Map.entry("amount", "Optional<Money>"),
            Map.entry("time", "Optional<LocalDateTime>"), Map.entry("duration", "Optional<Duration>"));
    private static final Map<String, String> ALWAYS = Map.of("Optional<String>", "String", "Optional<Boolean>", "boolean");
    /** What an option of each type is set to, and the text that comes of it. */
    private static final Map<String, List<Object>> SET = Map.of("text", List.of("A b", "A b"), "path", List.of("/a/b", "/a/b"),
            "list", List.of(List.of("A", "B"), "A,B"), "flag", List.of(true, "yes"), "number", List.of(7L, "7"),
            "decimal", List.of(new BigDecimal("1E2"), "100"), "duration", List.of(Duration.ofDays(2), ""),
            "time", List.of(LocalDateTime.of(2026, 7, 24, 9, 5), "2026-07-24T09:05:00"),
            "minor_units", List.of(Money.of("2.50", "CHF"), "2.50 CHF"));
    private static final Map<String, Duration> UNITS =
            Map.of("_ms", Duration.ofMillis(1), "_seconds", Duration.ofSeconds(1), "_days", Duration.ofDays(1));

    private final Row model = new Row(Json.object(Files.readString(Path.of("../../api/opi-api.json"))));
    private final Set<String> found = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();

    ModelTest() throws IOException {
    }

    /** An object of the model. */
    private static final class Row {
        private final Map<String, Object> row;

        Row(Map<String, Object> row) {
            this.row = row;
        }

        String text(String key) {
            return (String) row.get(key);
        }

        boolean has(String key) {
            return row.containsKey(key);
        }

        @SuppressWarnings("unchecked")
        Row row(String key) {
            return new Row((Map<String, Object>) row.get(key));
        }

        @SuppressWarnings("unchecked")
        List<Row> rows(String key) {
            return ((List<Object>) row.get(key)).stream().map(row -> new Row((Map<String, Object>) row)).collect(Collectors.toList());
        }

        /** As Java writes it: cardPayment, CardPayment, CARD_PAYMENT. */
        String camel() {
            return ModelTest.camel(text("name"));
        }

        String pascal() {
            return ModelTest.pascal(text("name"));
        }

        String constant() {
            return text("name").toUpperCase(Locale.ROOT);
        }
    }

    @Proves("names-complete")
    @Test
    void everythingIsThere() throws IOException, ReflectiveOperationException {
        functions();
        enumerations();
        options();
        records();
        callbacks();
        String proved = System.getenv("OPI_PARITY");
        if (proved != null) {
            Files.write(Path.of(proved).resolveSibling("model-java.txt"), found);
        }
        assertEquals(Set.of(), missing);
        assertTrue(found.size() > 500, found.size() + " names");
    }

    private void note(String section, String name, boolean isThere) {
        (isThere ? found : missing).add(section + "\t" + name);
    }

    private void functions() throws ReflectiveOperationException {
        Class<?> c = Class.forName("org.libopi.JnaBinding$Functions");
        for (Row row : model.rows("functions")) {
            boolean offered = !methods(NativeBinding.class, camel(row.text("name").substring("opi_".length()))).isEmpty();
            note("functions", row.text("name"), offered && methods(c, row.text("name")).size() == 1);
        }
        for (Row row : model.rows("constants")) {
            Object value = NativeBinding.class.getDeclaredField(row.text("c_name").substring("OPI_".length())).get(null);
            note("constants", row.text("c_name"), value.toString().equals(row.text("value")));
        }
    }

    private void enumerations() throws ReflectiveOperationException {
        for (Row of : model.rows("enums")) {
            for (Row row : of.rows("values")) {
                Object member = member(of, row);
                note("enums", of.text("name") + "." + row.text("name"),
                        call(member, "word").equals(row.text("word")) && call(member, "number").toString().equals(row.row.get("number").toString()));
            }
        }
        for (Row of : model.rows("choices")) {
            for (Row row : of.rows("words")) {
                note("choices", of.text("name") + "." + row.text("name"), call(member(of, row), "word").equals(row.text("word")));
            }
        }
    }

    /** Each is set by a method of its own, and arrives as text under its name. */
    private void options() throws ReflectiveOperationException {
        for (Row row : model.rows("request_options")) {
            note("request_options", row.text("name"), RequestOption.valueOf(row.constant()).word().equals(row.text("name"))
                    && isSet(Request.of(RequestKind.LOGIN), row.text("name"), row));
        }
        for (Row row : model.rows("settings")) {
            note("settings", row.text("name"), isSet(TerminalUrl.of("localhost"), "dialect." + row.text("name"), row));
        }
        for (Row row : model.rows("url_options")) {
            boolean settings = row.text("name").equals("dialect.NAME");
            note("url_options", row.text("name"), settings || isSet(TerminalUrl.of("localhost"), row.text("name"), row));
        }
    }

    private static boolean isSet(Object target, String name, Row row) throws ReflectiveOperationException {
        Row holds = row.row("holds");
        Object value;
        String text;
        String method = name.replace('.', '_');
        if (holds.has("of")) {
            value = type(holds.text("of")).getEnumConstants()[0];
            text = (String) call(value, "word");
        } else {
            value = SET.get(holds.text("type")).get(0);
            text = (String) SET.get(holds.text("type")).get(1);
        }
        if (holds.text("type").equals("duration")) {
            String unit = UNITS.keySet().stream().filter(method::endsWith).findFirst().orElseThrow();
            method = method.substring(0, method.length() - unit.length());
            text = "" + Duration.ofDays(2).dividedBy(UNITS.get(unit));
        }
        for (Method setter : methods(target.getClass(), camel(method))) {
            if (setter.getParameterTypes()[0].isInstance(value) || setter.getParameterTypes()[0].isPrimitive()) {
                setter.setAccessible(true);
                return setter.invoke(target, value) == target && set(target).get(name).equals(text);
            }
        }
        return false;
    }

    private static Map<String, String> set(Object target) {
        if (target instanceof TerminalUrl) {
            return ((TerminalUrl) target).options.texts;
        }
        Request request = (Request) target;
        Map<String, String> all = new HashMap<>(request.options.texts);
        request.parts.forEach((name, part) -> all.put(name, part.toString()));
        return all;
    }

    private void records() {
        for (Row record : model.rows("records")) {
            String name = record.text("name").equals("error") ? "OpiException" : record.pascal();
            for (Row field : record.rows("fields")) {
                note("fields", record.text("name") + "." + field.text("name"), isGot(name, field));
            }
            for (Row list : record.rows("lists")) {
                String item = list.text("record").equals("text") ? "String" : pascal(list.text("record"));
                note("lists", record.text("name") + "." + list.text("name"), gives(name, list.camel(), "List<" + item + ">"));
            }
        }
    }

    /** What has a function of its own is always there, but for a number. Beside an enumeration is the raw number or word. */
    private static boolean isGot(String record, Row field) {
        Row holds = field.row("holds");
        boolean own = field.has("function");
        if (holds.has("of")) {
            String of = type(holds.text("of")).getSimpleName();
            return gives(record, field.camel(), own ? of : "Optional<" + of + ">")
                    && gives(record, field.camel() + "Raw", own ? "int" : "Optional<String>");
        }
        String type = GOT.get(holds.text("type"));
        return gives(record, field.camel(), own && ALWAYS.containsKey(type) ? ALWAYS.get(type) : type);
    }

    private void callbacks() {
        for (Row row : model.rows("callbacks")) {
            List<Method> withers = methods(Devices.class, row.camel());
            note("callbacks", row.text("name"), withers.size() == 1
                    && simple(withers.get(0).getGenericParameterTypes()[0]).equals("Handler<" + pascal(row.text("record")) + ">"));
        }
    }

    /** Names that only the library can tell: of each status, and of each kind where a dialect knows it. */
    @Test
    void everyStatusSaysWhatTheLibrarySays() {
        for (Status status : Status.values()) {
            if (status != Status.OTHER) {
                assertEquals(status.word(), NativeLibrary.binding().statusName(status.number()));
                assertEquals(status, Status.of(status.number()));
            }
        }
        assertEquals(Status.OTHER, Status.of(-777));
        OpiException ofLater = OpiException.of(NativeLibrary.binding(), -277, 0);
        assertEquals(MoneyMoved.POSSIBLY, ofLater.moneyMoved());
        assertEquals(-277, ofLater.statusRaw());
    }

    /** In the cashier's language; English where there is none of that language. */
    @Test
    void everyStatusSpeaksFourLanguages() {
        for (Row of : model.rows("enums").get(0).rows("values")) {
            Status status = Status.valueOf(of.constant());
            for (Row said : of.row("status").rows("texts")) {
                assertEquals(said.text("what"), Opi.text(status, new Locale(said.text("language"), "CH")));
                assertEquals(said.text("advice"), Opi.advice(status, new Locale(said.text("language"), "CH")));
            }
            assertEquals(of.text("what"), Opi.text(status, Locale.JAPANESE));
        }
    }

    @Test
    void theVersionsAgree() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        assertEquals(NativeBinding.VERSION, version.group(1));
    }

    // ---- looking at classes ----------------------------------------------------------------------------------------

    private static Class<?> type(String name) {
        try {
            return Class.forName("org.libopi." + CLASSES.getOrDefault(name, pascal(name)));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Object member(Row of, Row row) throws ReflectiveOperationException {
        return type(of.text("name")).getField(row.constant()).get(null);
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** Methods of that name, also those of a class that is not public: there the compiler leaves a bridge in its child. */
    private static List<Method> methods(Class<?> of, String name) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> in = of; in != null; in = in.getSuperclass()) {
            Arrays.stream(in.getDeclaredMethods()).filter(method -> method.getName().equals(name) && !method.isBridge())
                    .forEach(methods::add);
        }
        return methods;
    }

    private static boolean gives(String type, String method, String returned) {
        try {
            return methods(Class.forName("org.libopi." + type), method).stream()
                    .anyMatch(found -> found.getParameterCount() == 0 && Modifier.isPublic(found.getModifiers())
                            && simple(found.getGenericReturnType()).equals(returned));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A type without its packages. */
    private static String simple(Type type) {
        return type.getTypeName().replaceAll("\\b[a-z]+\\.", "");
    }

    private static String camel(String name) {
        String pascal = pascal(name);
        return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
    }

    private static String pascal(String name) {
        return Arrays.stream(name.split("_")).map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
