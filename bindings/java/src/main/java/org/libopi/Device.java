package org.libopi;

import java.util.Objects;
import java.util.function.Function;

/** One of the till's devices: how what it is asked is read, and who does it. */
final class Device<T> {
    private final Function<Source, T> copied;
    private final Handler<T> handler;

    Device(Function<Source, T> copied, Handler<T> handler) {
        this.copied = copied;
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    /** Serves a request of the library's; its answer, if it takes one, lies at another address. */
    Answer serve(NativeBinding binding, long request, long answer) throws Exception {
        T asked = copied.apply(NativeSource.borrowed(binding, Tables.DEVICE_REQUEST, request));
        if (!(asked instanceof Answerable)) {
            return handler.handle(asked);
        }
        Answerable question = (Answerable) asked;
        question.begin(binding, answer);
        try {
            return handler.handle(asked);
        } finally {
            question.end();
        }
    }
}
