namespace MailOperator.Postfix.Configuration.Source;

/// <summary>What an argument of a service is.</summary>
public enum ServiceArgumentKind
{
    /// <summary>Options without a value, such as <c>-v</c>.</summary>
    Switch,

    /// <summary>What follows <c>-o</c>.</summary>
    Option,

    /// <summary>The first word that is no option, or one behind it: Postfix looks for no option there.</summary>
    Word,
}
