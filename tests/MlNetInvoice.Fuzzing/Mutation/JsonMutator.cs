using System.Globalization;
using System.Text;

namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes JSON by its tokens: numbers, strings, names and brackets are replaced, doubled, moved or dropped.</summary>
public static class JsonMutator
{
    private static readonly string[] Values =
        ["0", "-1", "1", "2", "3", "1000000", "2147483647", "2147483648", "9223372036854775807", "1e308", "1e999", "-0.0", "0.1", "null", "true", "false", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"",
         "[]", "{}", "[[[[]]]]", "NaN", "Infinity", "\"conv\"", "\"dense\"", "\"cosine\"", "1.5", "// c\n", ","];

    /// <summary>A changed text.</summary>
    public static byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        if (random.Next(8) == 0)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        List<string> tokens = Split(Encoding.UTF8.GetString(seed));
        for (int i = random.Next(1, 5); i > 0 && tokens.Count > 0; i--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(7))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(random.Next(tokens.Count + 1), tokens[at]);
                    break;
                case 2:
                    int with = random.Next(tokens.Count);
                    (tokens[at], tokens[with]) = (tokens[with], tokens[at]);
                    break;
                case 3 when random.Next(20) == 0:
                    tokens.Insert(at, string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "[" : "{\"a\":", random.Next(1, 5000))));
                    break;
                case 4:
                    string[] found = [.. Split(Encoding.UTF8.GetString(other))];
                    tokens[at] = found.Length > 0 ? found[random.Next(found.Length)] : "0";
                    break;
                case 5:
                    ReplaceNumber(tokens, at, random);
                    break;
                default:
                    tokens[at] = Values[random.Next(Values.Length)];
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private static void ReplaceNumber(List<string> tokens, int from, Random random)
    {
        int at = tokens.FindIndex(from, token => token.Length > 0 && char.IsAsciiDigit(token[0]));
        if (at >= 0)
        {
            tokens[at] = random.Next(2) == 0 ? ByteMutator.TellingNumber(random).ToString(CultureInfo.InvariantCulture) : random.Next(100).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        int position = 0;
        while (position < text.Length)
        {
            int end = position + 1;
            if (text[position] == '"')
            {
                while (end < text.Length && text[end] != '"')
                {
                    end += text[end] == '\\' ? 2 : 1;
                }

                end = Math.Min(text.Length, end + 1);
            }
            else if (char.IsLetterOrDigit(text[position]) || text[position] == '-')
            {
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '+' or '-'))
                {
                    end++;
                }
            }

            tokens.Add(text[position..end]);
            position = end;
        }

        return tokens;
    }
}
