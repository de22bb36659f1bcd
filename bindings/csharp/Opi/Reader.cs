using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Opi
{
    // Where the fields of a record are read: each one when it is asked for, on any thread. Generated/Records.cs has the records,
    // Generated/Readers.cs a reader for each kind of thing that they are read from.
    internal abstract class Reader
    {
        // What a number is that is not there.
        internal const long None = -1;

        // A field that has a function of its own.
        internal virtual long Number(string function)
        {
            return None;
        }

        // The same for a text; null when it is empty.
        internal virtual string Text(string function)
        {
            return null;
        }

        // A field by its name; null when it is empty, or when there is none.
        internal virtual string Get(string name)
        {
            return null;
        }

        // The bytes of a field; null when it is empty.
        internal virtual Stream Open(string name)
        {
            string text = Get(name);
            return text == null ? null : new MemoryStream(Encoding.UTF8.GetBytes(text), false);
        }

        internal abstract IReadOnlyList<string> TextList(string list);

        internal IReadOnlyList<T> RecordList<T>(string list, Func<Reader, T> record)
        {
            return new LazyList<T>(Number(list + "_count"), index => record(Part(list, (UIntPtr)index)));
        }

        protected virtual Reader Part(string list, UIntPtr item)
        {
            throw new NotSupportedException(list);
        }
    }

    // Reads what belongs to something of the library. Who reads holds this, and this holds that.
    internal abstract class NativeReader : Reader
    {
        private readonly Handle owner;

        // Null where C only lends it.
        protected NativeReader(Handle owner)
        {
            this.owner = owner;
        }

        protected virtual IntPtr ReadText(string function, out UIntPtr length)
        {
            return Nothing(out length);
        }

        protected virtual IntPtr ReadNamed(byte[] name, out UIntPtr length)
        {
            return Nothing(out length);
        }

        protected virtual IntPtr ReadItem(string list, UIntPtr item, out UIntPtr length)
        {
            return Nothing(out length);
        }

        protected static IntPtr Nothing(out UIntPtr length)
        {
            length = UIntPtr.Zero;
            return IntPtr.Zero;
        }

        internal sealed override string Text(string function)
        {
            UIntPtr length;
            return Copy(ReadText(function, out length), length);
        }

        internal sealed override string Get(string name)
        {
            UIntPtr length;
            return Copy(ReadNamed(Utf8.Native(name), out length), length);
        }

        internal sealed override Stream Open(string name)
        {
            UIntPtr length;
            IntPtr text = ReadNamed(Utf8.Native(name), out length);
            return text == IntPtr.Zero ? null : new LentStream(new LentText(owner, text, length));
        }

        internal sealed override IReadOnlyList<string> TextList(string list)
        {
            return new LazyList<string>(Number(list + "_count"), index =>
            {
                UIntPtr length;
                return Copy(ReadItem(list, (UIntPtr)index, out length), length);
            });
        }

        private string Copy(IntPtr text, UIntPtr length)
        {
            string copy = Utf8.Read(text, length);
            GC.KeepAlive(this);
            return copy;
        }
    }

    // What a record has that C lends only for a while, and that is therefore copied: what its fields and lists are read by.
    internal sealed class Shape
    {
        internal IReadOnlyList<string> Numbers = new string[0], Texts = new string[0], Names = new string[0], Lists = new string[0];
    }

    // A copy of what another one reads, in the order of the shape.
    internal sealed class CopiedReader : Reader
    {
        private readonly Shape shape;
        private readonly long[] numbers;
        private readonly string[] texts, named;
        private readonly IReadOnlyList<string>[] lists;

        internal CopiedReader(Reader reader, Shape shape)
        {
            this.shape = shape;
            numbers = All(shape.Numbers, reader.Number);
            texts = All(shape.Texts, reader.Text);
            named = All(shape.Names, reader.Get);
            lists = All(shape.Lists, list => Whole(reader.TextList(list)));
        }

        private static T[] All<T>(IReadOnlyList<string> keys, Func<string, T> read)
        {
            var values = new T[keys.Count];
            for (int i = 0; i < values.Length; i++)
                values[i] = read(keys[i]);
            return values;
        }

        private static IReadOnlyList<string> Whole(IReadOnlyList<string> list)
        {
            var items = new string[list.Count];
            for (int i = 0; i < items.Length; i++)
                items[i] = list[i];
            return Array.AsReadOnly(items);
        }

        private static T Find<T>(IReadOnlyList<string> keys, string key, T[] values, T otherwise)
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (keys[i] == key)
                    return values[i];
            }
            return otherwise;
        }

        internal override long Number(string function)
        {
            return Find(shape.Numbers, function, numbers, None);
        }

        internal override string Text(string function)
        {
            return Find(shape.Texts, function, texts, null);
        }

        internal override string Get(string name)
        {
            return Find(shape.Names, name, named, null);
        }

        internal override IReadOnlyList<string> TextList(string list)
        {
            return Find(shape.Lists, list, lists, null);
        }
    }

    // A list whose items are read when they are asked for.
    internal sealed class LazyList<T> : IReadOnlyList<T>
    {
        private readonly Func<int, T> read;

        internal LazyList(long count, Func<int, T> read)
        {
            Count = (int)count;
            this.read = read;
        }

        public int Count { get; }

        public T this[int index]
        {
            get
            {
                if (index < 0 || index >= Count)
                    throw new ArgumentOutOfRangeException(nameof(index));
                return read(index);
            }
        }

        public IEnumerator<T> GetEnumerator()
        {
            for (int i = 0; i < Count; i++)
                yield return read(i);
        }

        IEnumerator IEnumerable.GetEnumerator()
        {
            return GetEnumerator();
        }
    }

    // A text where the library keeps it. What it belongs to is not freed before this is let go of.
    internal sealed class LentText : SafeBuffer
    {
        private readonly Handle owner;

        internal LentText(Handle owner, IntPtr text, UIntPtr length) : base(true)
        {
            bool held = false;
            owner.DangerousAddRef(ref held);
            this.owner = owner;
            SetHandle(text);
            Initialize((ulong)length);
        }

        protected override bool ReleaseHandle()
        {
            owner.DangerousRelease();
            return true;
        }
    }

    internal sealed class LentStream : UnmanagedMemoryStream
    {
        private readonly LentText text;

        internal LentStream(LentText text) : base(text, 0, (long)text.ByteLength)
        {
            this.text = text;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
                text.Dispose();
        }
    }
}
