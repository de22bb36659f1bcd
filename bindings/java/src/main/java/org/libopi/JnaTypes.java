package org.libopi;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How types of C cross into Java and back, for {@link JnaBinding}. A size_t crosses as a pointer: it is as wide. */
abstract class JnaTypes {
    private static final byte[] NOT_UTF8 = {(byte) 0xFF, 0};

    static Pointer pointer(long address) {
        return address == 0 ? Pointer.NULL : new Pointer(address);
    }

    static long address(Pointer pointer) {
        return Pointer.nativeValue(pointer);
    }

    static String text(Pointer text) {
        return text == null ? null : text.getString(0, "UTF-8");
    }

    /** A text where it lies. */
    static ByteBuffer bytes(Pointer text, LongByReference length) {
        return text == null ? null : text.getByteBuffer(0, length.getValue());
    }

    /**
     * A text with its NUL. What UTF-8 cannot say (half a surrogate pair) or C cannot carry (NUL) becomes a byte that is
     * no UTF-8, so that the library refuses it in its own words: nothing is repaired, nothing cut off.
     */
    static byte[] utf8(String text) {
        if (text == null) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            return NOT_UTF8.clone();
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] terminated = new byte[bytes.remaining() + 1];
            bytes.get(terminated, 0, bytes.remaining());
            return terminated;
        } catch (CharacterCodingException e) {
            return NOT_UTF8.clone();
        }
    }
}
