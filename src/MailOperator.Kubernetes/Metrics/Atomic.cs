namespace MailOperator.Kubernetes.Metrics;

internal static class Atomic
{
    public static void Add(ref double target, double by)
    {
        double seen, wanted;
        do
        {
            seen = Volatile.Read(ref target);
            wanted = seen + by;
        }
        while (BitConverter.DoubleToInt64Bits(Interlocked.CompareExchange(ref target, wanted, seen))
            != BitConverter.DoubleToInt64Bits(seen));
    }
}
