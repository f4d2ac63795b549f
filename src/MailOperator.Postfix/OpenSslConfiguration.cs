namespace MailOperator.Postfix;

/// <summary>Which configuration file of OpenSSL counts: <c>tls_config_file</c>, from 3.7.6 on.</summary>
public enum OpenSslConfiguration
{
    /// <summary>None, so that OpenSSL's own defaults hold.</summary>
    None,

    /// <summary>That of the system.</summary>
    System,
}
