package org.libopi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

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
        table.key = NEXT_KEY.getAndIncrement();
        table.devices = devices.all.keySet();
        LIVE.put(table.key, new CallbackBridge(devices));
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

    private int serve(String device, long request, long reply) {
        try {
            Answer answer = devices.all.get(device).serve(NativeLibrary.binding(), request, reply);
            return (answer == null ? Answer.DEFAULT : answer).number();
        } catch (Throwable thrown) { // should keeping it fail too, JNA gives the library 0: the harmless answer
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            List<Throwable> kept = FAILURES.get();
            if (kept != null) {
                kept.add(thrown);
            }
            return Answer.FAILED.number();
        }
    }

    private static final class Router implements NativeBinding.Callbacks {
        @Override
        public int serve(long key, String device, long request, long answer) {
            return LIVE.get(key).serve(device, request, answer);
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
