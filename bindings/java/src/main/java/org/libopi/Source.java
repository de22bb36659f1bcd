package org.libopi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where a record is read: in the library itself ({@link NativeSource}), or in a copy ({@link Copy}). A field is got by its
 * name, or has a C function of its own: then the end of that function's name is its name here. {@link Values} makes types
 * of what is read.
 */
interface Source {
    /** A field that is got by its name; null when there is nothing in it. */
    String get(String field);

    /** The same where it lies, in UTF-8; null when there is nothing in it. */
    ByteBuffer bytes(String field);

    /** A text that has a function of its own; empty when there is nothing in it, or no such function here. */
    String text(String function);

    /** A number that has a function of its own; below 0 when there is nothing in it, or no such function here. */
    int number(String function);

    /** A list of texts. */
    List<String> texts(String list);

    /** A list of records. */
    List<? extends Source> items(String list);
}
