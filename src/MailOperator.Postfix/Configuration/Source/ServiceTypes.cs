namespace MailOperator.Postfix.Configuration.Source;

/// <summary>The words for the types of services; Postfix takes them in lower case only.</summary>
internal static class ServiceTypes
{
    public static ServiceType? Find(string word) => word switch
    {
        "inet" => ServiceType.Inet,
        "unix" => ServiceType.Unix,
        "unix-dgram" => ServiceType.UnixDatagram,
        "fifo" => ServiceType.Fifo,
        "pass" => ServiceType.Pass,
        _ => null,
    };
}
