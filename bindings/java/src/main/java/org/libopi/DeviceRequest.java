package org.libopi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the terminal wants of one of the till's devices. A copy: it may be kept after the callback. */
public abstract class DeviceRequest {
    private final String target;
    private final String text;
    private final List<String> lines;

    DeviceRequest(NativeBinding binding, long request) {
        target = binding.deviceRequestTarget(request);
        text = binding.deviceRequestText(request);
        long count = binding.deviceRequestLineCount(request);
        List<String> all = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            all.add(binding.deviceRequestLine(request, i));
        }
        lines = Collections.unmodifiableList(all);
    }

    /**
     * The name of the device on the wire.
     *
     * @return such as "CashierDisplay"; empty for questions
     */
    public String target() {
        return target;
    }

    /**
     * All lines in one text, separated by line feeds, exactly as the terminal sent them.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The lines.
     *
     * @return one string for each; an empty one is a blank line
     */
    public List<String> lines() {
        return lines;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + lines;
    }
}
