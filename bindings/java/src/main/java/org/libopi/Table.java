package org.libopi;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Which functions of the library read a record. {@link Tables} has one for each that the model names: a line for each
 * function, given where the record lies, {@code at}: its address, and the indexes behind it.
 */
final class Table {
    /** Reads what has a function of its own. */
    interface Reader<T> {
        T read(NativeBinding binding, long[] at);
    }

    /** Reads a field by its name. */
    interface NameReader<T> {
        T read(NativeBinding binding, long[] at, String name);
    }

    /** A list: counted where its owner lies, each item read one index further. */
    static final class Listing {
        final Reader<Long> count;
        final Reader<String> text; // null: its items are records
        final Table items; // null: they are texts

        private Listing(Reader<Long> count, Reader<String> text, Table items) {
            this.count = count;
            this.text = text;
            this.items = items;
        }
    }

    final Map<String, Reader<String>> texts = new HashMap<>();
    final Map<String, Reader<Integer>> numbers = new HashMap<>();
    final Map<String, Listing> lists = new HashMap<>();
    NameReader<String> get = (binding, at, name) -> null;
    NameReader<ByteBuffer> bytes = (binding, at, name) -> null;

    Table text(String function, Reader<String> reader) {
        texts.put(function, reader);
        return this;
    }

    Table number(String function, Reader<Integer> reader) {
        numbers.put(function, reader);
        return this;
    }

    Table get(NameReader<String> reader) {
        get = reader;
        return this;
    }

    Table bytes(NameReader<ByteBuffer> reader) {
        bytes = reader;
        return this;
    }

    Table list(String list, Reader<Long> count, Reader<String> text) {
        lists.put(list, new Listing(count, text, null));
        return this;
    }

    Table list(String list, Reader<Long> count, Table items) {
        lists.put(list, new Listing(count, null, items));
        return this;
    }
}
