using MailOperator.Kubernetes.Metrics;

namespace MailOperator.Kubernetes.Tests.Metrics;

public sealed class MetricsRegistryTests
{
    private readonly MetricsRegistry _metrics = new();

    [Fact]
    public void The_exposition_is_sorted_and_says_help_and_type()
    {
        _metrics.CreateGauge("b_gauge", "Second.").Set(1.5);
        _metrics.CreateCounter("a_total", "First.", "result").WithLabels("x").Inc(2);
        Assert.Equal("# HELP a_total First.\n# TYPE a_total counter\na_total{result=\"x\"} 2\n# HELP b_gauge Second.\n# TYPE b_gauge gauge\nb_gauge 1.5\n", _metrics.Render());
    }

    [Fact]
    public void Labels_and_help_are_escaped()
    {
        _metrics.CreateCounter("a_total", "One\\two\nthree.", "path").WithLabels("a\"b\\c\nd").Inc();
        Assert.Equal("# HELP a_total One\\\\two\\nthree.\n# TYPE a_total counter\na_total{path=\"a\\\"b\\\\c\\nd\"} 1\n", _metrics.Render());
    }

    [Fact]
    public void A_histogram_counts_into_inclusive_cumulative_buckets()
    {
        var seconds = _metrics.CreateHistogram("a_seconds", "A.", [0.1, 1], "verb").WithLabels("get");
        seconds.Observe(0.1);
        seconds.Observe(0.5);
        seconds.Observe(7);
        Assert.EndsWith(
            "a_seconds_bucket{verb=\"get\",le=\"0.1\"} 1\na_seconds_bucket{verb=\"get\",le=\"1\"} 2\na_seconds_bucket{verb=\"get\",le=\"+Inf\"} 3\n"
            + "a_seconds_sum{verb=\"get\"} 7.6\na_seconds_count{verb=\"get\"} 3\n",
            _metrics.Render(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_without_labels_is_there_from_the_start()
    {
        _metrics.CreateHistogram("a_seconds", "A.", [1]);
        Assert.Contains("a_seconds_count 0\n", _metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_name_gives_the_same_metric_and_another_shape_is_refused()
    {
        Assert.Same(_metrics.CreateCounter("a_total", "A.", "x"), _metrics.CreateCounter("a_total", "A.", "x"));
        Assert.Throws<InvalidOperationException>(() => _metrics.CreateCounter("a_total", "A.", "y"));
        Assert.Throws<InvalidOperationException>(() => _metrics.CreateGauge("a_total", "A.", "x"));
    }

    [Fact]
    public void A_removed_series_is_no_longer_exposed()
    {
        var gauge = _metrics.CreateGauge("a", "A.", "name");
        gauge.WithLabels("x").Set(1);
        gauge.Remove("x");
        Assert.DoesNotContain("x", _metrics.Render(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("")]
    public void A_name_that_Prometheus_would_refuse_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter(name, "A."));

    [Fact]
    public void Nothing_that_is_counted_at_once_is_lost()
    {
        var counter = _metrics.CreateCounter("a_total", "A.");
        Parallel.For(0, 10_000, _ => counter.Inc());
        Assert.Equal(10_000, counter.WithLabels().Value);
    }
}
