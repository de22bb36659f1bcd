package org.libopi;

import java.io.IOException;

/** The till of the callback bench: what every language does there is said in benches/callback.c. */
final class CallbackCost {
    private static long characters;

    private CallbackCost() {
    }

    public static void main(String[] arguments) throws IOException {
        try (Terminal terminal = Terminal.open(arguments[0], new Devices().display(text -> {
            for (String line : text.lines()) {
                characters += line.length();
            }
            return Answer.YES;
        }))) {
            System.out.println(terminal.listenAddress());
            System.in.read();
            if (!terminal.pay(Till.PRICE).approved() || characters == 0) {
                throw new IllegalStateException("not paid, or nothing was shown");
            }
        }
    }
}
