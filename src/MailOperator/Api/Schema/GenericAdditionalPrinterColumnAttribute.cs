namespace MailOperator.Api.Schema;

/// <summary>A column of <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
{
    /// <summary>Where the value is found in the resource.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>The head of the column.</summary>
    public string Name { get; } = name;

    /// <summary>The OpenAPI type: <c>string</c>, <c>integer</c>, <c>date</c>.</summary>
    public string Type { get; } = type;

    /// <summary>What the column shows.</summary>
    public required string Description { get; init; }

    /// <summary>0 is always shown, greater numbers only with <c>-o wide</c>.</summary>
    public int Priority { get; init; }
}
