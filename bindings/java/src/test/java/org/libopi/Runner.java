package org.libopi;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The scenario runner of tests/scenarios/README.md in Java: reads what the till does from standard input, one step a line,
 * and prints what the till sees as JSON lines. Started by bindings/java/run-scenarios.
 */
final class Runner {
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, Integer> cancelOn = new HashMap<>();
    private final Map<String, Integer> arrived = new HashMap<>();
    private Terminal terminal;
    private Cancel running;
    private Result last;

    public static void main(String[] arguments) throws IOException {
        Runner runner = new Runner();
        BufferedReader steps = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String step = steps.readLine(); step != null; step = steps.readLine()) {
            List<String> words = Arrays.stream(step.split(" ")).map(Runner::decode).collect(Collectors.toList());
            if (words.get(0).equals("quit")) {
                break;
            }
            runner.step(words.get(0), words.subList(1, words.size()));
        }
    }

    private static String decode(String word) {
        return word.equals("%") ? "" : URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void step(String name, List<String> words) {
        try {
            switch (name) {
                case "open":
                    open(words);
                    break;
                case "answer":
                    answers.put(words.get(0), words.get(1));
                    break;
                case "cancel-on":
                    cancelOn.put(words.get(0), Integer.parseInt(words.get(1)));
                    break;
                case "run":
                    run(words);
                    break;
                case "acknowledge":
                    acknowledge();
                    break;
                case "recover":
                    running = new Cancel();
                    event("recovered", "items", new Raw(terminal.recover(running).json()));
                    break;
                case "dispatch":
                    event("dispatched", "status", dispatch(words.get(0)));
                    break;
                case "close":
                    terminal.close(Duration.ofMillis(Long.parseLong(words.get(0))));
                    event("closed", "status", "OPI_OK");
                    break;
                default:
                    throw new IllegalArgumentException("no step '" + name + "'");
            }
        } catch (OpiException e) {
            event("error", "call", name, "status", cName(e), "money", e.moneyMoved().word());
        }
    }

    private void open(List<String> words) {
        List<String> without = words.stream().skip(1).filter(word -> word.startsWith("without="))
                .flatMap(word -> Arrays.stream(word.substring("without=".length()).split(","))).collect(Collectors.toList());
        Devices devices = new Devices();
        if (!without.contains("display")) {
            devices = devices.display(text -> {
                event("display", "target", text.target(), "for_customer", text.forCustomer(), "lines", text.lines());
                return answer("display");
            });
        }
        if (!without.contains("print")) {
            devices = devices.print(receipt -> {
                event("print", "role", receipt.role().word(), "target", receipt.target(), "lines", receipt.textLines());
                return answer("print");
            });
        }
        if (!without.contains("input")) {
            devices = devices.input(this::input);
        }
        if (!without.contains("deliver")) {
            devices = devices.deliver(goods -> {
                event("deliver", "target", goods.target(), "lines", goods.lines());
                return answer("deliver");
            });
        }
        if (!without.contains("journal")) {
            devices = devices.journal(entry -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                entry.fields().forEach((field, value) -> fields.put(field.word(), value));
                event("journal", "fields", fields);
                return answer("journal");
            });
        }
        arrived.clear();
        terminal = Terminal.open(words.get(0), devices);
        event("opened", "status", "OPI_OK");
    }

    private Answer input(Question question) {
        List<Object> said = new ArrayList<>(List.of("prompt", question.prompt().word(),
                "command", question.command(), "lines", question.lines()));
        add(said, "min_length", question.minLength());
        add(said, "max_length", question.maxLength());
        add(said, "decimals", question.decimals());
        question.timeout().ifPresent(timeout -> said.addAll(List.of("timeout_seconds", timeout.getSeconds())));
        event("input", said.toArray());
        return answer("input", question);
    }

    private static void add(List<Object> said, String name, OptionalLong value) {
        value.ifPresent(number -> said.addAll(List.of(name, number)));
    }

    private Answer answer(String device) {
        return answer(device, null);
    }

    /** What the steps say that this device answers; yes if they say nothing. */
    private Answer answer(String device, Question question) {
        if (arrived.merge(device, 1, Integer::sum).equals(cancelOn.get(device)) && running != null) {
            running.cancel();
        }
        String[] what = answers.getOrDefault(device, question == null ? "yes" : "confirm:true").split(":", 2);
        switch (what[0]) {
            case "yes":
                return Answer.YES;
            case "no":
            case "refuse":
                return Answer.NO;
            case "default":
                return Answer.DEFAULT;
            case "confirm":
                return what[1].equals("true") ? Answer.YES : Answer.NO;
            case "number":
                return question.answerNumber(what[1]);
            case "text":
                return question.answerText(what[1]);
            case "throw":
                throw new IllegalStateException("the scenario wants it so");
            default:
                throw new IllegalArgumentException("no answer '" + what[0] + "'");
        }
    }

    private void run(List<String> words) {
        RequestKind kind = Arrays.stream(RequestKind.values())
                .filter(value -> value.word().equalsIgnoreCase(words.get(0))).findFirst().orElseThrow();
        Request request = Request.of(kind);
        for (String word : words.subList(1, words.size())) {
            String[] parts = word.split("=", 2);
            if (parts[0].equals("amount")) {
                String[] amount = parts[1].split(":", 2);
                request.amount(Money.ofMinorUnits(Long.parseLong(amount[0]), amount[1]));
            } else {
                request.option(parts[0], parts[1]);
            }
        }
        running = new Cancel();
        last = terminal.run(request, running);
        event("result", "result", new Raw(last.json()));
    }

    private void acknowledge() {
        String status = "OPI_OK";
        try {
            last.acknowledge();
        } catch (OpiException e) {
            status = cName(e);
        }
        event("acknowledged", "status", status);
    }

    private String dispatch(String milliseconds) {
        try {
            boolean served = terminal.dispatch(Duration.ofMillis(Long.parseLong(milliseconds)));
            return served ? "OPI_OK" : Status.TIMEOUT.word();
        } catch (CallbackException e) { // it was served, if badly
            return "OPI_OK";
        } catch (OpiException e) {
            return cName(e);
        }
    }

    private static String cName(OpiException e) {
        return NativeLibrary.binding().statusName(e.statusRaw());
    }

    // ---- JSON -----------------------------------------------------------------------------------------------------

    /** Text that is JSON already. */
    private static final class Raw {
        private final String json;

        Raw(String json) {
            this.json = json;
        }
    }

    private void event(String name, Object... pairs) {
        StringBuilder line = new StringBuilder("{\"event\":").append(json(name));
        for (int i = 0; i < pairs.length; i += 2) {
            line.append(',').append(json(pairs[i])).append(':').append(json(pairs[i + 1]));
        }
        out.append(line.append("}\n"));
        out.flush();
    }

    private static String json(Object value) {
        if (value instanceof Raw) {
            return ((Raw) value).json;
        }
        if (value instanceof Collection) {
            return ((Collection<?>) value).stream().map(Runner::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map) {
            return ((Map<?, ?>) value).entrySet().stream().map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (!(value instanceof String)) {
            return String.valueOf(value);
        }
        StringBuilder text = new StringBuilder("\"");
        ((String) value).chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
