namespace MailOperator.Postfix.Configuration;

/// <summary>A service of master.cf, master(5). A null column is <c>-</c>, the default of Postfix.</summary>
/// <param name="Name">The name: a port, <c>host:port</c> or a name of /etc/services for inet, a path below the queue directory
/// else.</param>
/// <param name="Type">The kind of socket.</param>
/// <param name="Command">The program and its arguments, without <c>-o</c> options.</param>
public sealed record Service(string Name, ServiceType Type, string Command)
{
    /// <summary>Whether only the mail system may reach it. Default of Postfix: yes.</summary>
    public bool? Private { get; init; }

    /// <summary>Whether it runs as <c>mail_owner</c>. Default of Postfix: yes.</summary>
    public bool? Unprivileged { get; init; }

    /// <summary>
    /// Whether it runs in a chroot. Default here: no. A container is a chroot already, and an empty one breaks DNS and TLS.
    /// </summary>
    public bool? Chroot { get; init; } = false;

    /// <summary>Wake-up time in seconds, with <c>?</c> only when the service is in use; <c>0</c> is never.</summary>
    public string? Wakeup { get; init; }

    /// <summary>The most processes at once; 0 is no limit. Default of Postfix: <c>default_process_limit</c>.</summary>
    public int? ProcessLimit { get; init; }

    /// <summary>Parameters of main.cf for this service alone: <c>-o name=value</c>.</summary>
    public IReadOnlyList<Parameter> Options { get; init; } = [];

    /// <summary>The program alone.</summary>
    public string Program => Command.Split(' ', 2)[0];

    /// <summary>The value of an option, or null where the service has none of that name. The last one counts.</summary>
    public string? this[string option] => Options.LastOrDefault(parameter => parameter.Name == option)?.Value;
}
