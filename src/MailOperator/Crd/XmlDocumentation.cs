using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace MailOperator.Crd;

/// <summary>The summaries of XML documentation, as plain text. They are the one source of the CRD's descriptions.</summary>
public sealed class XmlDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private XmlDocumentation(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <summary>No documentation.</summary>
    public static XmlDocumentation Empty { get; } = new([]);

    /// <summary>Reads what the compiler wrote beside the assembly.</summary>
    /// <exception cref="FileNotFoundException">The file was not copied along with the assembly.</exception>
    public static XmlDocumentation BesideAssembly() =>
        Read(XDocument.Load(Path.Combine(AppContext.BaseDirectory, typeof(XmlDocumentation).Assembly.GetName().Name + ".xml")));

    /// <summary>Reads a documentation file.</summary>
    public static XmlDocumentation Read(XDocument document) => new(document.Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!), StringComparer.Ordinal));

    /// <summary>The summary of a type.</summary>
    public string? OfType(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>The summary of a property.</summary>
    public string? OfProperty(PropertyInfo property) =>
        _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    /// <summary>The summary of an enumeration's value.</summary>
    public string? OfField(FieldInfo field) => _summaries.GetValueOrDefault($"F:{field.DeclaringType!.FullName}.{field.Name}");

    private static string Text(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.DescendantNodes())
        {
            if (node is XText part) text.Append(part.Value);
            else if (node is XElement { Name.LocalName: "see" } see) text.Append(see.Attribute("cref")?.Value.Split('.')[^1]);
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
