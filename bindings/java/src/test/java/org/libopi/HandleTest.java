package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An object is freed once, and never while it is in use. */
class HandleTest {
    private final List<Long> freed = new ArrayList<>();
    private final Handle handle = new Handle(4711, freed::add);

    @Test
    void freedAtOnceWhenNobodyUsesIt() {
        assertEquals(4711, handle.enter());
        handle.leave();
        assertEquals(List.of(), freed);
        handle.close();
        handle.close();
        assertEquals(List.of(4711L), freed);
        assertEquals(0, handle.enter());
    }

    @Test
    void freedByTheLastWhoLeaves() {
        handle.enter();
        handle.enter();
        handle.close();
        assertEquals(0, handle.enter(), "nobody may enter any more");
        handle.leave();
        assertEquals(List.of(), freed);
        handle.leave();
        assertEquals(List.of(4711L), freed);
        handle.close();
        assertEquals(List.of(4711L), freed);
    }
}
