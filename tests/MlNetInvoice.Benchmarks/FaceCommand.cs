using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis;
using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Numbers printed in <see cref="PrintFaces.Squares"/>, a face that is in no training. Drawn as reviewers get them, a number with what stands
/// around it, into a labelled folder: what <c>train --finetune</c> is shown on.
/// </summary>
internal static class FaceCommand
{
    private const float Severity = 0.6f;

    // Far from the seeds of training, test and calibration.
    private const long FirstSeed = 1L << 46;

    public static int Run(string[] args)
    {
        if (args.Length is < 1 or > 3)
        {
            Console.Error.WriteLine("face <folder> [count] [seed]");
            return 1;
        }

        int count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;
        long seed = FirstSeed + (args.Length > 2 ? long.Parse(args[2], CultureInfo.InvariantCulture) : 1);
        string images = Path.Combine(args[0], "images");
        Directory.CreateDirectory(images);
        var labels = new StringBuilder("file,kind,number,digits,digits_quad\n");
        PrintFace face = PrintFaces.Squares;
        var studio = new LineStudio(FacePool.Only(face));
        int right = 0, wrong = 0, rejected = 0;
        for (int i = 0; i < count; i++)
        {
            var random = new SampleRandom(seed, i);
            PrintedLine line = studio.Draw(ref random, LineStudio.NumberText, 14, 36, Severity * random.NextFloat());
            PrintedCharacter[] digits = [.. line.Characters.Where(character => char.IsAsciiDigit(character.Character))];
            string text = string.Concat(digits.Select(digit => digit.Character));
            string letters = string.Concat(line.Characters.Where(character => char.IsAsciiLetter(character.Character)).Select(character => character.Character));
            string name = string.Create(CultureInfo.InvariantCulture, $"{i:0000}.png");
            PngEncoder.Save(line.Image, Path.Combine(images, name));
            labels.Append(CultureInfo.InvariantCulture, $"{name},face,{letters}-{text},{text},\"{QuadOf(digits)}\"\n");
            InvoiceReading reading = InvoiceReader.Default.Read(line.Image);
            (right, wrong, rejected) = reading.Status == InvoiceReadingStatus.Read ? reading.Digits == text ? (right + 1, wrong, rejected) : (right, wrong + 1, rejected) : (right, wrong, rejected + 1);
        }

        File.WriteAllText(Path.Combine(args[0], Data.LabeledInvoices.FileName), labels.ToString());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} numbers in \"{face.Name}\": the embedded reader accepts {right} rightly and {wrong} wrongly, and not {rejected}."));
        return 0;
    }

    private static string QuadOf(PrintedCharacter[] digits)
    {
        PrintedCharacter first = digits[0], last = digits[^1];
        float angle = MathF.Atan2(last.Center.Y - first.Center.Y, last.Center.X - first.Center.X);
        (float sin, float cos) = MathF.SinCos(angle);
        string Corner(PrintedCharacter digit, float along, float across) => string.Create(
            CultureInfo.InvariantCulture,
            $"{digit.Center.X + (along * digit.Width * cos) - (across * digit.CapHeight * sin):0.0},{digit.Center.Y + (along * digit.Width * sin) + (across * digit.CapHeight * cos):0.0}");
        return $"{Corner(first, -0.5f, -0.5f)} {Corner(last, 0.5f, -0.5f)} {Corner(last, 0.5f, 0.5f)} {Corner(first, -0.5f, 0.5f)}";
    }
}
