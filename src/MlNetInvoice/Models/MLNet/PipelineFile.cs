using System.IO.Compression;

namespace MlNetInvoice.Models.MLNet;

/// <summary>
/// ML.NET's <c>.zip</c> of a pipeline that holds a model of this library, read and written without ML.NET. A pipeline carries the model file in a text: a line of settings, then
/// the file in base64.
/// </summary>
internal static class PipelineFile
{
    private const string VersionEntry = "TrainingInfo/Version.txt";
    private const string MapName = "DefaultMap.idv";
    private const int MaxMapBytes = 512 * 1024 * 1024;

    /// <summary>Whether an archive is ML.NET's.</summary>
    public static bool IsOne(ZipArchive archive) => archive.GetEntry(VersionEntry) is not null;

    /// <summary>The bytes of the model file in a pipeline, the last one if there are several.</summary>
    /// <exception cref="InvalidModelException">There is none, or it is damaged.</exception>
    public static byte[] ReadModel(ZipArchive archive)
    {
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name == MapName).Reverse())
        {
            if (MappedText.TryRead(ReadEntry(entry)) is { } text && text.IndexOf('\n', StringComparison.Ordinal) is > 0 and int end && end < text.Length - 1)
            {
                try
                {
                    return Convert.FromBase64String(text[(end + 1)..]);
                }
                catch (FormatException fault)
                {
                    throw new InvalidModelException($"{entry.FullName}: the model in ML.NET's pipeline is damaged: {fault.Message}", fault);
                }
            }
        }

        throw new InvalidModelException("The file is a pipeline of ML.NET, but holds no model of MlNetInvoice.");
    }

    /// <summary>Writes a pipeline: a template, saved by ML.NET, with a model in it.</summary>
    /// <param name="template">The template; its text ends after the settings.</param>
    /// <param name="model">The model.</param>
    /// <returns>The bytes of the .zip.</returns>
    public static byte[] Fill(Stream template, TrainedModel model)
    {
        using var bytes = new MemoryStream();
        ModelFile.Save(model, bytes);
        string base64 = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
        using var source = new ZipArchive(template, ZipArchiveMode.Read, leaveOpen: true);
        using var output = new MemoryStream();
        using (var target = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                byte[] content = ReadEntry(entry);
                if (entry.Name == MapName && MappedText.TryRead(content) is { } text && text.EndsWith('\n'))
                {
                    content = MappedText.Replace(content, text + base64);
                }

                ZipArchiveEntry copy = target.CreateEntry(entry.FullName);
                copy.LastWriteTime = entry.LastWriteTime;
                using Stream stream = copy.Open();
                stream.Write(content);
            }
        }

        return output.ToArray();
    }

    private static byte[] ReadEntry(ZipArchiveEntry entry)
    {
        if (entry.Length > MaxMapBytes || entry.Length > Math.Max(1, entry.CompressedLength) * 1032)
        {
            throw new InvalidModelException($"{entry.FullName}: declares {entry.Length} bytes, more than {entry.CompressedLength} compressed bytes may hold.");
        }

        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }
}
