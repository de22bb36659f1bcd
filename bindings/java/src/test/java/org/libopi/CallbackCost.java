package org.libopi;

/** What a display callback costs a till in Java: prints nanoseconds for each, the best of ten payments. See bench.sh. */
final class CallbackCost {
    private static long shown;
    private static long characters;

    private CallbackCost() {
    }

    public static void main(String[] arguments) {
        double best = Double.MAX_VALUE;
        try (Terminal terminal = Terminal.open(arguments[0], new Devices().display(text -> {
            shown++;
            characters += text.text().length();
            return Answer.YES;
        }))) {
            for (int payment = 0; payment < 10; payment++) {
                shown = 0;
                long start = System.nanoTime();
                if (!terminal.pay(Till.PRICE, "CHF").approved() || shown == 0) {
                    throw new IllegalStateException("not paid");
                }
                best = Math.min(best, (double) (System.nanoTime() - start) / shown);
            }
        }
        if (characters == 0) {
            throw new IllegalStateException("nothing was shown");
        }
        System.out.printf("%.0f%n", best);
    }
}
