package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * From the library's callbacks to the devices of one terminal. What the library holds is a number; the bridge of that
 * number stays here from before the terminal is opened until the library says, by {@code destroy}, that it will never
 * call again. Nothing thrown by a device crosses into the library: it is kept for the caller of the running call.
 */
final class CallbackBridge {
    /** What the library calls, for all terminals. */
    static final NativeBinding.Callbacks ROUTER = new Router();

    private static final Map<Long, CallbackBridge> LIVE = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT_KEY = new AtomicLong(1);

    /** Where the innermost call on a thread keeps what its callbacks threw: they run on the thread of their call. */
    private static final ThreadLocal<List<Throwable>> FAILURES = new ThreadLocal<>();

    private final Devices devices;

    private CallbackBridge(Devices devices) {
        this.devices = devices;
    }

    /** Fills the table for the library that leads to these devices. */
    static void register(Devices devices, NativeBinding.DeviceTable table) {
        table.userData = NEXT_KEY.getAndIncrement();
        table.display = devices.display != null;
        table.print = devices.print != null;
        table.input = devices.input != null;
        table.deliver = devices.deliver != null;
        table.journal = devices.journal != null;
        LIVE.put(table.userData, new CallbackBridge(devices));
    }

    /** How many terminals the library may still call. */
    static int live() {
        return LIVE.size();
    }

    /** Makes a call of the library on this thread; what its callbacks throw is added to {@code thrown}. */
    static int call(List<Throwable> thrown, IntSupplier call) {
        List<Throwable> outer = FAILURES.get(); // of a call in whose callback this one is made
        FAILURES.set(thrown);
        try {
            return call.getAsInt();
        } finally {
            if (outer == null) {
                FAILURES.remove();
            } else {
                FAILURES.set(outer);
            }
        }
    }

    private <T> int answer(Devices.Handler<T> handler, Supplier<T> request) {
        try {
            Answer answer = handler.handle(request.get());
            return (answer == null ? Answer.DEFAULT : answer).number();
        } catch (Throwable thrown) { // should keeping it fail too, JNA gives the library 0: the harmless answer
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            List<Throwable> kept = FAILURES.get();
            if (kept != null) {
                kept.add(thrown);
            }
            return NativeBinding.ANSWER_FAILED;
        }
    }

    private static final class Router implements NativeBinding.Callbacks {
        @Override
        public int display(long key, long request) {
            CallbackBridge bridge = LIVE.get(key);
            return bridge.answer(bridge.devices.display, () -> new DisplayText(NativeLibrary.binding(), request));
        }

        @Override
        public int print(long key, long request) {
            CallbackBridge bridge = LIVE.get(key);
            return bridge.answer(bridge.devices.print, () -> Receipt.asked(NativeLibrary.binding(), request));
        }

        @Override
        public int input(long key, long request, long answer) {
            CallbackBridge bridge = LIVE.get(key);
            Question question = new Question(NativeLibrary.binding(), request, answer);
            try {
                return bridge.answer(bridge.devices.input, () -> question);
            } finally {
                question.end();
            }
        }

        @Override
        public int deliver(long key, long request) {
            CallbackBridge bridge = LIVE.get(key);
            return bridge.answer(bridge.devices.deliver, () -> new Delivery(NativeLibrary.binding(), request));
        }

        @Override
        public int journal(long key, long request) {
            CallbackBridge bridge = LIVE.get(key);
            NativeBinding binding = NativeLibrary.binding();
            return bridge.answer(bridge.devices.journal,
                    () -> new JournalEntry(name -> binding.deviceRequestGet(request, name)));
        }

        @Override
        public void destroy(long key) {
            LIVE.remove(key);
        }

        @Override
        public void log(int level, String target, String text) {
            Opi.logged(level, target, text);
        }
    }
}
