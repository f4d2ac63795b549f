namespace MailOperator.Postfix.Configuration;

/// <summary>
/// A parameter of main.cf, or the <c>-o</c> option of a service in master.cf. It holds one logical line and cannot be made to hold
/// another: that is checked here, so that no way of building a file can inject a line.
/// </summary>
public sealed record Parameter
{
    /// <summary>A parameter with its value.</summary>
    /// <param name="name">Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, beginning with a letter or digit.</param>
    /// <param name="value">One line without control characters; white space around it does not count.</param>
    /// <exception cref="ArgumentException">The name or the value would not read back as it is.</exception>
    public Parameter(string name, string value)
    {
        if (!IsName(name))
            throw new ArgumentException($"'{name}' is not the name of a parameter: use letters, digits, '_', '-' and '.'.", nameof(name));
        if (!IsValue(value))
            throw new ArgumentException($"The value of {name} has a line break or another control character.", nameof(value));
        Name = name;
        Value = value.Trim(' ', '\t');
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value; empty is a value.</summary>
    public string Value { get; }

    /// <summary>Whether main.cf can have a parameter of this name.</summary>
    public static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name) && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>
    /// Whether a value stays on its line: no control character but tab, none of Unicode's line separators, no lone surrogate.
    /// </summary>
    public static bool IsValue(string? value)
    {
        if (value is null)
            return false;
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is 0xFFFD or 0x2028 or 0x2029 || (System.Text.Rune.IsControl(rune) && rune.Value != '\t'))
                return false;
        }
        return true;
    }

    /// <summary>The line as main.cf has it.</summary>
    public override string ToString() => Value.Length == 0 ? $"{Name} =" : $"{Name} = {Value}";
}
