using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Opi
{
    // Texts of the C ABI, by hand: netstandard2.0 knows no marshalling of UTF-8.
    internal static class Utf8
    {
        private static readonly Encoding strict = new UTF8Encoding(false, true);

        // With its NUL at the end; null for null.
        internal static byte[] Native(string text)
        {
            if (text == null)
                return null;
            byte[] bytes = Bytes(text);
            Array.Resize(ref bytes, bytes.Length + 1);
            return bytes;
        }

        // What cannot be said in UTF-8 is refused and never repaired, as on the other side.
        internal static byte[] Bytes(string text)
        {
            if (text.IndexOf('\0') >= 0)
                throw new OpiException(Status.InvalidArgument, "A text holds a NUL character.");
            try
            {
                return strict.GetBytes(text);
            }
            catch (EncoderFallbackException error)
            {
                throw new OpiException(Status.InvalidUtf8, "A text holds half of a character (a lone surrogate) at position " + error.Index + ".");
            }
        }

        // Null for NULL.
        internal static string Read(IntPtr text, UIntPtr length)
        {
            if (text == IntPtr.Zero)
                return null;
            unsafe
            {
                return Encoding.UTF8.GetString((byte*)text, (int)length);
            }
        }

        // Up to the NUL.
        internal static string Read(IntPtr text)
        {
            if (text == IntPtr.Zero)
                return null;
            int length = 0;
            while (Marshal.ReadByte(text, length) != 0)
                length++;
            return Read(text, (UIntPtr)length);
        }
    }
}
