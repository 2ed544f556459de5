using System.Text;
using System.Text.Json;
using MlNetInvoice.Jobs;

namespace MlNetInvoice.Server.Work;

public sealed class JobJsonTests
{
    [Test]
    public void A_job_reads_as_it_was_written()
    {
        var job = new ReadingJob { Id = "a", Source = new JobSource { Inline = [1, 2, 3] }, Options = new JobOptions { Crop = true, MinConfidence = 0.5 } };

        string json = Encoding.UTF8.GetString(JobJson.Write(job));
        ReadingJob again = JobJson.Parse(Encoding.UTF8.GetBytes(json));

        Assert.That(json, Is.EqualTo("""{"id":"a","source":{"inline":"AQID"},"options":{"crop":true,"minConfidence":0.5}}"""));
        Assert.That(again.Source.Inline, Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(again.Options, Is.EqualTo(job.Options));
    }

    [TestCase("", "The job is not in the form of the schema, at $ in line 1.")]
    [TestCase("null", "The job is null.")]
    [TestCase("""{"id":"a"}""", "The job is not in the form of the schema, at $ in line 1.")]
    [TestCase("""{"id":"a","source":{"path":"x"},"opinions":{}}""", "The job is not in the form of the schema, at $.opinions in line 1.")]
    [TestCase("""{"id":"","source":{"path":"x"}}""", "The job's id wants 1 to 200 characters and no control characters.")]
    [TestCase("""{"id":"a","source":{}}""", "Job a wants exactly one source (path, inline or url), not 0.")]
    [TestCase("""{"id":"a","source":{"path":"x","url":"https://h/"}}""", "Job a wants exactly one source (path, inline or url), not 2.")]
    [TestCase("""{"id":"a","source":{"path":"x"},"options":{"minConfidence":2}}""", "Job a: options.minConfidence wants a number from 0 to 1.")]
    public void What_is_no_job_is_refused_with_the_reason(string json, string message)
    {
        var fault = Assert.Throws<InvalidDataSetException>(() => JobJson.Parse(Encoding.UTF8.GetBytes(json)))!;

        Assert.That(fault.Message, Is.EqualTo(message));
    }

    [Test]
    public void The_schema_names_exactly_what_a_job_has()
    {
        JsonElement schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "assets", "schemas", "job.schema.json"))).RootElement;
        JsonElement properties = schema.GetProperty("properties");

        Assert.That(properties.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "id", "source", "options" }));
        Assert.That(properties.GetProperty("options").GetProperty("properties").EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "crop", "minConfidence", "fields" }));
        Assert.That(properties.GetProperty("id").GetProperty("maxLength").GetInt32(), Is.EqualTo(ReadingJob.MaxIdLength));
        Assert.That(
            properties.GetProperty("source").GetProperty("oneOf").EnumerateArray().Select(s => s.GetProperty("required")[0].GetString()),
            Is.EqualTo(new[] { "path", "inline", "url" }));
    }
}
