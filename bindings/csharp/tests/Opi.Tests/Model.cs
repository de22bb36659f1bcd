using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;

namespace Opi.Tests
{
    // api/opi-api.json: what libopi offers, as data. Each object is an element with the object's keys as elements.
    internal static class Model
    {
        private static readonly XElement root = Load();

        private static XElement Load()
        {
            byte[] json = File.ReadAllBytes(Environment.GetEnvironmentVariable("OPI_API"));
            using (XmlReader reader = JsonReaderWriterFactory.CreateJsonReader(json, XmlDictionaryReaderQuotas.Max))
                return XElement.Load(reader);
        }

        internal static IEnumerable<XElement> All(string section)
        {
            return root.All(section);
        }

        internal static IEnumerable<XElement> All(this XElement of, string part)
        {
            XElement found = of.Element(part);
            return found == null ? new XElement[0] : found.Elements();
        }

        internal static XElement Named(string section, string name)
        {
            return All(section).Single(one => one.Name() == name);
        }

        internal static string Name(this XElement of)
        {
            return of.Get("name");
        }

        // Null when it is not there.
        internal static string Get(this XElement of, string key)
        {
            XElement found = of.Element(key);
            return found == null ? null : found.Value;
        }

        // pop_init and PopInit are the same name.
        internal static string Flat(string name)
        {
            return name.Replace("_", "").ToLowerInvariant();
        }
    }
}
