using System.Globalization;
using MlNetInvoice.Codes;
using MlNetInvoice.Data;
using MlNetInvoice.Fields;

namespace MlNetInvoice.Benchmarks;

/// <summary>Fields of pictures in a folder: what each reading's record says, and what the fields cost.</summary>
internal static class FieldsCommand
{
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("Usage: fields <folder with labels.csv> [--print]");
            return 1;
        }

        InvoiceReaderOptions fields = InvoiceReaderOptions.Default with { Fields = true, Codes = args.Contains("--print") ? null : CodeDecoder.Default };
        string[] files = [.. LabeledInvoices.Load(args[0]).Select(invoice => invoice.File).Distinct()];
        InvoiceReader plain = InvoiceReader.Default, full = plain.WithOptions(fields);
        byte[][] pictures = [.. files.Select(File.ReadAllBytes)];
        for (int i = 0; i < files.Length; i++)
        {
            Console.WriteLine(Path.GetFileName(files[i]));
            foreach (InvoiceReading reading in full.ReadAll(pictures[i]))
            {
                Console.WriteLine($"  {reading.Status} {reading.Number ?? reading.BestGuess} {reading.Confidence:0.0000} {reading.Reason}");
                if (reading.Record is { } record)
                {
                    Console.WriteLine("    " + string.Join(' ', Texts(record)));
                }
            }

            plain.ReadAll(pictures[i]);
        }

        (double without, double with) = (0, 0);
        for (int round = 0; round < 2; round++)
        {
            without = Measure(plain, pictures);
            with = Measure(full, pictures);
        }

        Console.WriteLine($"{files.Length} pictures, processor time a picture: {without:0.0} ms without fields, {with:0.0} ms with them, {with - without:0.0} ms more");
        return 0;
    }

    private static double Measure(InvoiceReader reader, byte[][] pictures)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        foreach (byte[] picture in pictures)
        {
            reader.ReadAll(picture);
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / pictures.Length;
    }

    internal static IEnumerable<string> Texts(InvoiceRecord record)
    {
        static string? Text<T>(string name, InvoiceField<T>? field) => field is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name}={field.Value}({field.Source},{field.Confidence:0.000})");
        return ((string?[])
        [
            Text("period", record.Period), Text("date", record.Date), Text("time", record.Time), Text("random", record.RandomCode), Text("sales", record.SalesAmount), Text("tax", record.Tax),
            Text("total", record.Total), Text("seller", record.Seller), Text("buyer", record.Buyer), record.Items is { } items ? $"items={items.Value.Count}" : null,
        ]).OfType<string>();
    }
}
