namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>Material that the platform cannot make. The keys are for tests only.</summary>
internal static class Fixtures
{
    /// <summary>Made with <c>openssl genpkey -algorithm ed25519</c>.</summary>
    public const string Ed25519Key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIABCPHpWqtodge+3mmiaZpjHJ/PB85nxsG0niq4MSoOZ
        -----END PRIVATE KEY-----

        """;

    /// <summary>Self-signed, for mail.example.com, from November 2026 on for a hundred years.</summary>
    public const string Ed25519Certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBZzCCARmgAwIBAgIUFPCHeWtSoXVlKwrO75xQnQGM4gowBQYDK2VwMBsxGTAX
        BgNVBAMMEG1haWwuZXhhbXBsZS5jb20wIBcNMjYxMTIyMDc0MzA2WhgPMjEyNjEw
        MjkwNzQzMDZaMBsxGTAXBgNVBAMMEG1haWwuZXhhbXBsZS5jb20wKjAFBgMrZXAD
        IQDkX0vriVceRECw/pDvpOdAaGsn0gPXZMIA/38Lm/Kbk6NtMGswHQYDVR0OBBYE
        FCUe56jSLVrJAzFe4vLM1hrgKRoPMB8GA1UdIwQYMBaAFCUe56jSLVrJAzFe4vLM
        1hrgKRoPMBsGA1UdEQQUMBKCEG1haWwuZXhhbXBsZS5jb20wDAYDVR0TAQH/BAIw
        ADAFBgMrZXADQQCjN/DGWFv48KVrWwSyNXyZaznEmJ4p0Ten847ghtvBEt32ZcZF
        +Wyba5etH08PRt79Jau+o1wBADq9Khl4wNQD
        -----END CERTIFICATE-----

        """;

    /// <summary>Made with <c>openssl dsaparam -genkey 1024</c>.</summary>
    public const string DsaKey = """
        -----BEGIN PRIVATE KEY-----
        MIIBXAIBADCCATQGByqGSM44BAEwggEnAoGBAN+0iXvLl/OGInf5hL7grddoL6IZ
        pcDy0AvWXdkVAwfibzcAzAZkCdnga6giBVSipy9K8JHaUUB01aW6MdJ0w/lM43Ad
        SqziLdIu24f+5Vm21kuciLhbWVyHd24tUys0/YlQ4Nd62MSxNTlyYETjxpId63tp
        vx1U9nRkMzkNOf3LAh0A+4GLFtSokhnxrTcluaFqWNyW4pRu7a8zaAIxowKBgQCR
        xcBlkdI7adPWe0sjusltcJgWI0jMc9rtA4JzRfAO8FzQm4shymjLgYYfwhNsUsh1
        wCrinz/YUUqQu70RSfup22e68mca7/zo43XqIWeTiUf0sd691XeD/RoBi2Qwv7KP
        dLyGePmT9/F3H0YAnnssAko9il5u/juD740tnVqT8wQfAh0AwL2diMmRP0SBD49F
        Zu7QCouKKx8+XX3e6sdO6Q==
        -----END PRIVATE KEY-----

        """;

    /// <summary>Self-signed with the DSA key.</summary>
    public const string DsaCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIC7zCCApygAwIBAgIUOU8eTWws9pGLH0ExhpSaclx6npYwCwYJYIZIAWUDBAMC
        MBsxGTAXBgNVBAMMEG1haWwuZXhhbXBsZS5jb20wIBcNMjYxMTIyMDc0NTA4WhgP
        MjEyNjEwMjkwNzQ1MDhaMBsxGTAXBgNVBAMMEG1haWwuZXhhbXBsZS5jb20wggG/
        MIIBNAYHKoZIzjgEATCCAScCgYEA37SJe8uX84Yid/mEvuCt12gvohmlwPLQC9Zd
        2RUDB+JvNwDMBmQJ2eBrqCIFVKKnL0rwkdpRQHTVpbox0nTD+UzjcB1KrOIt0i7b
        h/7lWbbWS5yIuFtZXId3bi1TKzT9iVDg13rYxLE1OXJgROPGkh3re2m/HVT2dGQz
        OQ05/csCHQD7gYsW1KiSGfGtNyW5oWpY3JbilG7trzNoAjGjAoGBAJHFwGWR0jtp
        09Z7SyO6yW1wmBYjSMxz2u0DgnNF8A7wXNCbiyHKaMuBhh/CE2xSyHXAKuKfP9hR
        SpC7vRFJ+6nbZ7ryZxrv/OjjdeohZ5OJR/Sx3r3Vd4P9GgGLZDC/so90vIZ4+ZP3
        8XcfRgCeeywCSj2KXm7+O4PvjS2dWpPzA4GEAAKBgCsigQeEjZFLDw4FJ1i1Jzus
        EatMB8W5YhXyhG+qo96w6lQecq/w4eBT5VKgzrZmoFTW6qatP4JwrGGiz6+7fTUr
        TbZRQxKc446jEK6zvio02bHv7D5pI3Uao8hlTk183y1TxL8cRjUa1PC+ZAV5WjMr
        89IB6VdHH3c2P4FxFXGpo1MwUTAdBgNVHQ4EFgQUzofRlxtvBSFcJnUg+29a7lou
        OqcwHwYDVR0jBBgwFoAUzofRlxtvBSFcJnUg+29a7louOqcwDwYDVR0TAQH/BAUw
        AwEB/zALBglghkgBZQMEAwIDQAAwPQIcGU6M/CV1Xoz2uNNu5kBiyT3V62vkyQDz
        GY1QywIdAOWaHVTIbmZbWO44krpTKmtpUCqyKfZ/T0vZ2i4=
        -----END CERTIFICATE-----

        """;

    /// <summary>The example of RFC 8410 section 10.3, without attributes and public key.</summary>
    public const string Rfc8410Key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----

        """;

    /// <summary>The example of RFC 8410 section 10.3, with both.</summary>
    public const string Rfc8410KeyVersion2 = """
        -----BEGIN PRIVATE KEY-----
        MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
        Z9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PRIVATE KEY-----

        """;

    /// <summary>The public key to both (RFC 8410 section 10.1).</summary>
    public const string Rfc8410PublicKey = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
}
