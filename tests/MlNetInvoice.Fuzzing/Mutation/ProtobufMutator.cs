namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes protocol-buffer messages field by field, at any depth; the lengths of what surrounds a changed field are made right again.</summary>
public static class ProtobufMutator
{
    private const int MaxDepth = 6;

    /// <summary>A changed message.</summary>
    public static byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        if (random.Next(6) == 0)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        byte[] bytes = seed;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            bytes = MutateMessage(bytes, 0, random);
        }

        return bytes;
    }

    private static byte[] MutateMessage(byte[] message, int depth, Random random)
    {
        List<(ulong Tag, byte[] Body)>? fields = Split(message);
        if (fields is null || fields.Count == 0)
        {
            return ByteMutator.MutateOnce([.. message], [], random);
        }

        int at = random.Next(fields.Count);
        (ulong tag, byte[] body) = fields[at];
        if ((tag & 7) == 2 && depth < MaxDepth && random.Next(4) != 0)
        {
            fields[at] = (tag, MutateMessage(body, depth + 1, random));
            return Join(fields);
        }

        switch (random.Next(6))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.Insert(random.Next(fields.Count + 1), fields[at]);
                break;
            case 2:
                int with = random.Next(fields.Count);
                (fields[at], fields[with]) = (fields[with], fields[at]);
                break;
            case 3:
                fields[at] = (((ulong)random.Next(1, 30) << 3) | (tag & 7), body);
                break;
            case 4 when (tag & 7) == 0:
                fields[at] = (tag, Varint(random.Next(3) == 0 ? ulong.MaxValue - (ulong)random.Next(3) : ByteMutator.TellingNumber(random)));
                break;
            default:
                fields[at] = (tag, ByteMutator.MutateOnce([.. body], [], random));
                break;
        }

        return Join(fields);
    }

    /// <summary>The fields of a message, or null where the bytes are none.</summary>
    private static List<(ulong Tag, byte[] Body)>? Split(byte[] message)
    {
        var fields = new List<(ulong Tag, byte[] Body)>();
        int position = 0;
        while (position < message.Length)
        {
            if (ReadVarint(message, ref position) is not ulong tag || tag >> 3 == 0)
            {
                return null;
            }

            int start = position;
            ulong length;
            switch (tag & 7)
            {
                case 0:
                    if (ReadVarint(message, ref position) is null)
                    {
                        return null;
                    }

                    fields.Add((tag, message[start..position]));
                    continue;
                case 1:
                    length = 8;
                    break;
                case 5:
                    length = 4;
                    break;
                case 2 when ReadVarint(message, ref position) is ulong declared:
                    length = declared;
                    break;
                default:
                    return null;
            }

            if (length > (ulong)(message.Length - position))
            {
                return null;
            }

            fields.Add((tag, message[position..(position + (int)length)]));
            position += (int)length;
        }

        return fields;
    }

    private static byte[] Join(List<(ulong Tag, byte[] Body)> fields)
    {
        using var message = new MemoryStream();
        foreach ((ulong tag, byte[] body) in fields)
        {
            message.Write(Varint(tag));
            if ((tag & 7) == 2)
            {
                message.Write(Varint((ulong)body.Length));
            }

            message.Write(body);
        }

        return message.ToArray();
    }

    private static ulong? ReadVarint(byte[] bytes, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            byte part = bytes[position++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }

        return null;
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
