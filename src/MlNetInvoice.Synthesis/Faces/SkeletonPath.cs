using System.Globalization;
using System.Text;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>One sub-path of a skeleton: its vertices in percent of the box, which of them may be rounded off, whether it is closed, or a dot.</summary>
internal sealed record SkeletonPath(float[] X, float[] Y, bool[] Rounded, bool Closed, bool Dot)
{
    public static SkeletonPath[] Parse(string text) => [.. text.Split(';').Select(ParseOne)];

    /// <summary>Appends the sub-paths of a part, fitted into a box, to a path in whole percent.</summary>
    public static void Append(StringBuilder path, string part, float left, float top, float right, float bottom)
    {
        foreach (SkeletonPath stroke in Parse(part))
        {
            path.Append(path.Length > 0 ? ";" : "").Append(stroke.Closed ? "o" : "");
            for (int i = 0; i < stroke.X.Length; i++)
            {
                path.Append(i > 0 || stroke.Closed ? " " : "");
                path.Append(CultureInfo.InvariantCulture, $"{left + (stroke.X[i] * 0.01f * (right - left)):0},{top + (stroke.Y[i] * 0.01f * (bottom - top)):0}");
                path.Append(stroke.Rounded[i] ? "~" : "");
            }
        }
    }

    private static SkeletonPath ParseOne(string text)
    {
        string[] tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool closed = tokens[0] == "o";
        bool dot = text[0] == '@';
        int count = tokens.Length - (closed ? 1 : 0);
        var path = new SkeletonPath(new float[count], new float[count], new bool[count], closed, dot);
        for (int i = 0; i < count; i++)
        {
            string token = tokens[i + (closed ? 1 : 0)];
            path.Rounded[i] = token[^1] == '~';
            string[] pair = token.Trim('@', '~').Split(',');
            path.X[i] = float.Parse(pair[0], CultureInfo.InvariantCulture);
            path.Y[i] = float.Parse(pair[1], CultureInfo.InvariantCulture);
        }

        return path;
    }
}
