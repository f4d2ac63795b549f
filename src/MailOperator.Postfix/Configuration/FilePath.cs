namespace MailOperator.Postfix.Configuration;

/// <summary>A path in a list of files.</summary>
internal static class FilePath
{
    /// <summary>The path, if it stays one element of a list and refers to no parameter.</summary>
    /// <exception cref="ArgumentException">It is not absolute, or has a character that means something to Postfix.</exception>
    public static string Checked(string path) =>
        path.StartsWith('/') && !path.Any(c => char.IsWhiteSpace(c) || c is ',' or '$' or '{' or '}')
            ? path
            : throw new ArgumentException($"'{path}' is not an absolute path without white space, commas and '$'.", nameof(path));
}
