namespace MailOperator.Postfix.Configuration;

/// <summary>The kind of socket that a service of master.cf listens on.</summary>
public enum ServiceType
{
    /// <summary>TCP.</summary>
    Inet,

    /// <summary>A stream socket in the file system.</summary>
    Unix,

    /// <summary>A datagram socket in the file system; only postlogd has one.</summary>
    UnixDatagram,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>A socket that is handed over with its file descriptor, for postscreen.</summary>
    Pass,
}
