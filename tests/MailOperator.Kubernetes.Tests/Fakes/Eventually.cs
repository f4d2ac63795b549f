namespace MailOperator.Kubernetes.Tests.Fakes;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<bool> condition, Func<string>? otherwise = null, Action? meanwhile = null)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (20 * TimeProvider.System.TimestampFrequency);
        while (!condition())
        {
            if (TimeProvider.System.GetTimestamp() > deadline)
                Assert.Fail(otherwise?.Invoke() ?? "It did not come true within 20 s.");
            meanwhile?.Invoke();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
