package org.libopi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;

/** What is true after every test that opens terminals. */
abstract class LibraryTest {
    @AfterEach
    void theLibraryWillCallNobodyAnyMore() {
        assertEquals(0, CallbackBridge.live(), "destroy was not called for every terminal");
    }
}
