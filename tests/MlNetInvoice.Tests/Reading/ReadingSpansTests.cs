using System.Diagnostics;

namespace MlNetInvoice.Reading;

[NonParallelizable]
public sealed class ReadingSpansTests
{
    private static readonly string Sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");

    [Test]
    public void The_stages_of_a_reading_are_spans_without_its_number()
    {
        var spans = new List<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == InvoiceReader.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        InvoiceReading reading = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true }).Read(Sample);

        Assert.That(spans.Select(span => span.OperationName), Is.EqualTo(new[] { "decode", "find rows", "read rows", "look", "fields", "read" }));
        Activity read = spans[^1];
        Assert.That(spans.Single(span => span.OperationName == "look").ParentSpanId, Is.EqualTo(read.SpanId));
        Assert.That(
            spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"),
            Is.SupersetOf(new[] { "mlnetinvoice.width=420", "mlnetinvoice.height=560", "mlnetinvoice.channel=luminance", "mlnetinvoice.status=Read", "mlnetinvoice.reason=None", "mlnetinvoice.accepted=1" }));
        Assert.That(spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}").Where(value => value.Contains(reading.Digits!, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Without_a_listener_no_span_is_made_and_nothing_is_allocated()
    {
        _ = ReadingSpans.Start("read");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Activity? span = ReadingSpans.Start("read");
        Activity? look = ReadingSpans.StartLook("luminance");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That((span, look, allocated), Is.EqualTo(((Activity?)null, (Activity?)null, 0L)));
    }
}
