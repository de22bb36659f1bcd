using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace Opi.Tests
{
    // Nothing of the model (api/opi-api.json) is missing in C#, and everything has the type of .NET that it should have: looked
    // up by reflection, then read and written. OPI_MODEL names a file that gets a line for each thing that was found.
    internal static class ModelTests
    {
        [Test("names-complete")]
        internal static void Every_function_is_declared()
        {
            Compare("functions", Model.All("functions"), function =>
            {
                MethodInfo method = typeof(NativeMethods).GetMethod(function.Name(), BindingFlags.Static | BindingFlags.NonPublic);
                return method != null && method.GetParameters().Length == function.All("parameters").Count();
            });
            Compare("constants", Model.All("constants"), constant =>
            {
                FieldInfo field = typeof(NativeMethods).GetField(constant.Get("c_name"), BindingFlags.Static | BindingFlags.NonPublic);
                return field != null && field.GetRawConstantValue().ToString() == constant.Get("value");
            }, constant => constant.Get("c_name"));
        }

        // ---- enumerations and choices: the type is the one that has exactly these members ---------------------------------

        private static List<Type> Enumerations(XElement of)
        {
            XElement[] values = of.All(of.Element("values") != null ? "values" : "words").ToArray();
            return typeof(Terminal).Assembly.GetExportedTypes().Where(type => type.IsEnum && Enum.GetNames(type).Length == values.Length
                && values.All(value => Enum.GetNames(type).Any(name => Model.Flat(name) == Model.Flat(value.Name())
                    && (value.Element("number") == null || (int)Enum.Parse(type, name) == (int)value.Element("number"))))).ToList();
        }

        [Test("names-complete")]
        internal static void Every_value_has_its_name_and_number()
        {
            foreach (XElement of in Model.All("enums"))
            {
                Check.Equal(of.Name() + " 1", of.Name() + " " + Enumerations(of).Count);
                Compare("enums", of.All("values"), value => true, value => of.Name() + "." + value.Name());
            }
            foreach (XElement of in Model.All("choices"))
                Compare("choices", of.All("words"), word => Enumerations(of).Count > 0, word => of.Name() + "." + word.Name());
        }

        // The member of an enumeration with a word of the model.
        private static object Member(XElement of, string word, Type type)
        {
            XElement value = of.All(of.Element("values") != null ? "values" : "words").Single(one => one.Get("word") == word);
            return Enum.Parse(type, Enum.GetNames(type).Single(name => Model.Flat(name) == Model.Flat(value.Name())));
        }

        // ---- what a value holds -------------------------------------------------------------------------------------------

        // Texts of a type, and what each must be in C#.
        private static IEnumerable<KeyValuePair<string, object>> Samples(XElement holds, Type type)
        {
            string kind = holds.Get("type");
            XElement of = kind == "enum" ? Model.Named("enums", holds.Get("of")) : kind == "choice" ? Model.Named("choices", holds.Get("of")) : null;
            if (of != null)
            {
                Check.True(Enumerations(of).Contains(type), type + " is " + of.Name());
                return of.All(kind == "enum" ? "values" : "words")
                    .Select(value => new KeyValuePair<string, object>(value.Get("word"), Member(of, value.Get("word"), type)));
            }
            switch (kind)
            {
                case "flag": return Pairs("yes", true, "no", false);
                case "number": return Pairs("7", 7L, "0", 0L);
                case "decimal": return Pairs("1.0512", 1.0512m);
                case "amount": return Pairs("12.50", new Money(12.50m, "CHF"));
                case "minor_units": return Pairs("1250", new Money(12.50m, "CHF"));
                case "time": return Pairs("2026-04-08T10:30:00", new DateTime(2026, 4, 8, 10, 30, 0));
                case "list": return Pairs("VISA,ECMC", new[] { "VISA", "ECMC" }, "TWNT", new[] { "TWNT" });
                case "duration":
                    string unit = holds.Get("unit");
                    return Pairs("9", unit == "days" ? TimeSpan.FromDays(9) : unit == "seconds" ? TimeSpan.FromSeconds(9) : TimeSpan.FromMilliseconds(9));
                default: return Pairs("Zürich", "Zürich");
            }
        }

        private static IEnumerable<KeyValuePair<string, object>> Pairs(params object[] textsAndValues)
        {
            for (int i = 0; i < textsAndValues.Length; i += 2)
                yield return new KeyValuePair<string, object>((string)textsAndValues[i], textsAndValues[i + 1]);
        }

        private static void CheckSame(object expected, object found, string what)
        {
            var list = expected as string[];
            if (list != null ? found is IReadOnlyList<string> && list.SequenceEqual((IReadOnlyList<string>)found) : Equals(expected, found))
                return;
            throw new CheckFailed(what + ": expected <" + expected + ">, found <" + found + ">");
        }

        // What an enumeration, number, … is without "?", which says that it may be missing.
        private static Type Plain(PropertyInfo property)
        {
            return Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        }

        private static PropertyInfo Property(Type type, params string[] names)
        {
            return names.Select(name => type.GetProperties().SingleOrDefault(one => Model.Flat(one.Name) == Model.Flat(name) && one.GetIndexParameters().Length == 0))
                .FirstOrDefault(found => found != null);
        }

        // ---- records ------------------------------------------------------------------------------------------------------

        private static readonly BindingFlags anywhere = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

        private static Type Record(string name)
        {
            return name == "recovered" ? typeof(RecoveredRequest) : name == "text" ? typeof(string)
                : typeof(Terminal).Assembly.GetExportedTypes().Single(type => type.IsClass && Model.Flat(type.Name) == Model.Flat(name));
        }

        private static object Make(Type record, Reader reader)
        {
            return record.GetConstructor(anywhere, null, new[] { typeof(Reader) }, null).Invoke(new object[] { reader });
        }

        [Test("names-complete")]
        internal static void Every_field_of_a_record_is_read_as_its_type()
        {
            foreach (XElement record in Model.All("records"))
            {
                Type type = Record(record.Name());
                Compare("fields", record.All("fields"), field =>
                {
                    PropertyInfo property = Property(type, field.Name());
                    if (property != null)
                        CheckField(field, type, property);
                    return property != null;
                }, field => record.Name() + "." + field.Name());
                Compare("lists", record.All("lists"), list =>
                {
                    PropertyInfo property = Property(type, list.Name());
                    return property != null && property.PropertyType == typeof(IReadOnlyList<>).MakeGenericType(Record(list.Get("record")));
                }, list => record.Name() + "." + list.Name());
            }
        }

        private static void CheckField(XElement field, Type type, PropertyInfo property)
        {
            XElement holds = field.Element("holds");
            string kind = holds.Get("type"), function = field.Get("function");
            string what = type.Name + "." + property.Name;
            foreach (KeyValuePair<string, object> sample in Samples(holds, Plain(property)))
            {
                var reader = new FakeReader();
                if (function == null)
                {
                    reader.Named[field.Name()] = sample.Key;
                    if (holds.Get("currency") != null)
                        reader.Named[holds.Get("currency")] = "CHF";
                }
                else if (kind == "enum")
                    reader.Numbers[function] = (int)sample.Value;
                else if (kind == "flag" || kind == "number" || kind == "duration")
                    reader.Numbers[function] = kind == "flag" ? (sample.Key == "yes" ? 1 : 0) : long.Parse(sample.Key);
                else
                    reader.Texts[function] = sample.Key;
                CheckSame(sample.Value, property.GetValue(Make(type, reader)), what);
            }
            // Nothing, and nonsense: no value but for enumerations by number, which keep the number, and for lists, which are empty.
            if (function != null && kind == "enum")
            {
                Check.Equal(4711, (int)property.GetValue(Make(type, new FakeReader { Numbers = { { function, 4711 } } })));
                return;
            }
            object nothing = kind == "list" ? new string[0] : null;
            CheckSame(nothing, property.GetValue(Make(type, new FakeReader())), what + " of nothing");
            bool isText = new[] { "text", "lines", "xml", "path", "list" }.Contains(kind);
            if (function == null && !isText)
            {
                object nonsense = Make(type, new FakeReader { Named = { { field.Name(), "12,50 or so" } } });
                CheckSame(null, property.GetValue(nonsense), what + " of nonsense");
                Check.Equal("12,50 or so", (string)type.GetProperty("Item").GetValue(nonsense, new object[] { field.Name() }));
            }
        }

        [Test("names-complete")]
        internal static void Every_name_of_an_option_or_field_is_a_constant()
        {
            CheckNames("RequestOption", Model.All("request_options"));
            CheckNames("UrlOption", Model.All("url_options").Where(option => option.Name() != "dialect.NAME"));
            CheckNames("DialectSetting", Model.All("settings"));
            foreach (XElement record in Model.All("records").Where(record => record.Get("c_prefix") != ""))
                CheckNames(record.Name() + "Field", record.All("fields").Where(field => field.Get("c_name") != null));
        }

        private static void CheckNames(string type, IEnumerable<XElement> rows)
        {
            Type names = typeof(Terminal).Assembly.GetExportedTypes().Single(one => Model.Flat(one.Name) == Model.Flat(type));
            foreach (XElement row in rows)
            {
                FieldInfo name = names.GetFields().Single(field => field.IsLiteral && Model.Flat(field.Name) == Model.Flat(row.Name()));
                Check.Equal(row.Name(), (string)name.GetRawConstantValue());
            }
            Check.Equal(string.Join(",", rows.Select(row => row.Name())), string.Join(",", (IReadOnlyList<string>)names.GetField("All").GetValue(null)));
        }

        // ---- options ------------------------------------------------------------------------------------------------------

        [Test("names-complete")]
        internal static void Every_option_is_set_as_its_type()
        {
            Compare("request_options", Model.All("request_options"), row =>
            {
                var request = new Request(RequestKind.CardPayment) { Amount = new Money(12.50m, "CHF") };
                return Set(row, request, request, row.Name(), row.Name());
            });
            Compare("url_options", Model.All("url_options"), row =>
            {
                var url = new TerminalUrl("127.0.0.1");
                string name = row.Name();
                if (name == "dialect.NAME") // stands for the settings, see below
                    return Equals(url.Settings["NAME"] = "value", url[name]);
                return Set(row, url, url, name, name.EndsWith("_ms") ? name.Replace("_ms", "_time") : name, name.Replace("_ms", "").Replace("_days", ""));
            });
            Compare("settings", Model.All("settings"), row =>
            {
                var url = new TerminalUrl("127.0.0.1");
                return Set(row, url.Settings, url, "dialect." + row.Name(), row.Name());
            });
        }

        // Sets the property with one of these names, and looks at the text of the option; and the other way round.
        private static bool Set(XElement row, object owner, object raw, string option, params string[] names)
        {
            PropertyInfo property = Property(owner.GetType(), names), text = raw.GetType().GetProperty("Item");
            object[] index = { option };
            if (property == null)
                return false;
            foreach (KeyValuePair<string, object> sample in Samples(row.Element("holds"), Plain(property)))
            {
                property.SetValue(owner, sample.Value);
                CheckSame(sample.Value, property.GetValue(owner), option);
                Check.Equal(option + " " + sample.Key, option + " " + text.GetValue(raw, index));
                property.SetValue(owner, null);
                Check.Equal(null, text.GetValue(raw, index));
                text.SetValue(raw, sample.Key, index);
                CheckSame(sample.Value, property.GetValue(owner), option);
            }
            return true;
        }

        // ---- devices ------------------------------------------------------------------------------------------------------

        [Test("names-complete")]
        internal static void Every_callback_is_a_device()
        {
            Compare("callbacks", Model.All("callbacks"), callback =>
            {
                PropertyInfo device = Property(typeof(Devices), callback.Name());
                Type answer = callback.Get("gives") == "reply" ? typeof(Reply) : typeof(Answer);
                return device != null && device.PropertyType == typeof(Func<,>).MakeGenericType(Record(callback.Get("record")), answer);
            });
            foreach (XElement table in Model.All("structs"))
            {
                FieldInfo[] members = typeof(DevicesTable).GetFields(anywhere);
                Check.Equal(string.Join(",", table.All("members").Select(member => member.Name())), string.Join(",", members.Select(member => member.Name)));
            }
        }

        // ---- small things -------------------------------------------------------------------------------------------------

        private static void Compare(string section, IEnumerable<XElement> wanted, Func<XElement, bool> isThere, Func<XElement, string> name = null)
        {
            name = name ?? Model.Name;
            XElement[] all = wanted.ToArray();
            Check.True(all.Length > 0 || section == "lists", section + " are in the model");
            string[] missing = all.Where(one => !isThere(one)).Select(name).ToArray();
            Check.True(missing.Length == 0, section + " are all there; missing: " + string.Join(", ", missing));
            string file = Environment.GetEnvironmentVariable("OPI_MODEL");
            if (!string.IsNullOrEmpty(file))
                File.AppendAllLines(file, all.Select(one => section + "\t" + name(one)));
        }
    }

    // Reads what a test has filled in.
    internal sealed class FakeReader : Reader
    {
        internal readonly Dictionary<string, long> Numbers = new Dictionary<string, long>();
        internal readonly Dictionary<string, string> Texts = new Dictionary<string, string>();
        internal readonly Dictionary<string, string> Named = new Dictionary<string, string>();
        internal readonly List<string> Asked = new List<string>();

        internal override long Number(string function)
        {
            Asked.Add(function);
            long value;
            return Numbers.TryGetValue(function, out value) ? value : None;
        }

        internal override string Text(string function)
        {
            Asked.Add(function);
            string value;
            return Texts.TryGetValue(function, out value) ? value : null;
        }

        internal override string Get(string name)
        {
            Asked.Add(name);
            string value;
            return Named.TryGetValue(name, out value) ? value : null;
        }

        internal override IReadOnlyList<string> TextList(string list)
        {
            Asked.Add(list);
            return new string[0];
        }

        protected override Reader Part(string list, UIntPtr item)
        {
            Asked.Add(list + " " + item);
            return new FakeReader();
        }
    }
}
