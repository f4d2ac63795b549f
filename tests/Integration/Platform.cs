// Loopback addresses beyond 127.0.0.1, /proc and file modes: as the control plane that the tests run on.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
