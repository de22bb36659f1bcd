package org.libopi;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * A record where it lies in the library: nothing is read before it is asked for, and any thread may ask. What the library
 * handed out is freed when neither its record nor a part of it is reachable any more.
 */
final class NativeSource implements Source {
    private final NativeBinding binding;
    private final Table table;
    private final Handle handle;
    private final NativeSource whole; // of a part: what must stay reachable
    private final long[] at; // a place for the address, then the indexes

    private NativeSource(NativeBinding binding, Table table, Handle handle, NativeSource whole, long... at) {
        this.binding = binding;
        this.table = table;
        this.handle = handle;
        this.whole = whole;
        this.at = at;
    }

    /** What the library handed out, and what frees it. */
    static NativeSource owned(NativeBinding binding, Table table, long address, LongConsumer free) {
        NativeSource source = new NativeSource(binding, table, new Handle(address, free), null, 0);
        source.handle.closeWith(source);
        return source;
    }

    /** What the library lends until a callback returns, or until it is freed elsewhere. */
    static NativeSource borrowed(NativeBinding binding, Table table, long address) {
        return new NativeSource(binding, table, new Handle(address, nothing -> { }), null, 0);
    }

    /** The part with this index. */
    NativeSource part(Table partTable, long index) {
        long[] further = Arrays.copyOf(at, at.length + 1);
        further[at.length] = index;
        return new NativeSource(binding, partTable, handle, whole == null ? this : whole, further);
    }

    /** Makes a call with the address. */
    <T> T use(LongFunction<T> call) {
        try {
            return handle.use(call);
        } finally {
            Reference.reachabilityFence(this); // freed by whoever finds this unreachable: not before the call has begun
        }
    }

    @Override
    public String get(String field) {
        return use(address -> table.get.read(binding, at(address), field));
    }

    /** The library's own bytes: they stay as long as this buffer or a view of it is reachable. */
    @Override
    public ByteBuffer bytes(String field) {
        ByteBuffer bytes = table.bytes.read(binding, at(handle.enter()), field);
        if (bytes == null) {
            handle.leave();
            return null;
        }
        handle.leaveWith(bytes); // every view of a buffer holds the buffer
        return bytes.asReadOnlyBuffer();
    }

    @Override
    public String text(String function) {
        Table.Reader<String> reader = table.texts.get(function);
        String text = reader == null ? null : use(address -> reader.read(binding, at(address)));
        return text == null ? "" : text;
    }

    @Override
    public int number(String function) {
        Table.Reader<Integer> reader = table.numbers.get(function);
        return reader == null ? -1 : use(address -> reader.read(binding, at(address)));
    }

    @Override
    public List<String> texts(String list) {
        Table.Listing listing = table.lists.get(list);
        List<String> texts = new ArrayList<>();
        for (NativeSource part : parts(listing)) {
            texts.add(part.use(address -> listing.text.read(binding, part.at(address))));
        }
        return Collections.unmodifiableList(texts);
    }

    @Override
    public List<? extends Source> items(String list) {
        return parts(table.lists.get(list));
    }

    private List<NativeSource> parts(Table.Listing listing) {
        long count = use(address -> listing.count.read(binding, at(address)));
        List<NativeSource> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            parts.add(part(listing.items, i));
        }
        return parts;
    }

    /** Where this lies. */
    private long[] at(long address) {
        long[] here = at.clone();
        here[0] = address;
        return here;
    }
}
