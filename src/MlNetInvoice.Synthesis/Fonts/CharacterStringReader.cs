namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>
/// Runs one Type 2 character string (Adobe Technical Note 5177) and collects its contours. Hints are skipped; arithmetic operators, which no
/// font of today uses, end it with an error; steps and depth are capped.
/// </summary>
internal sealed class CharacterStringReader(CompactIndex globalSubroutines, CompactIndex? localSubroutines)
{
    private const int MaximumSteps = 50_000;
    private readonly ContourPath _path = new();
    private readonly float[] _stack = new float[64];
    private int _depth;
    private int _count;
    private int _hints;
    private int _steps;
    private float _x;
    private float _y;

    public ContourPath Read(FontData code)
    {
        Run(code);
        _path.Close();
        return _path;
    }

    /// <summary>Returns true where the glyph has ended.</summary>
    private bool Run(FontData code)
    {
        if (++_depth > 10)
        {
            throw new InvalidDataSetException("A glyph of the font calls subroutines more than 10 deep.");
        }

        bool ended = false;
        for (int at = 0; at < code.Length && !ended;)
        {
            if (++_steps > MaximumSteps)
            {
                throw new InvalidDataSetException($"A glyph of the font takes more than {MaximumSteps} steps.");
            }

            int b = code.U8(at++);
            if (b >= 32 || b == 28)
            {
                Push(Number(code, b, ref at));
            }
            else if (b == 11)
            {
                break;
            }
            else if (b is 19 or 20)
            {
                Stems();
                at += (_hints + 7) / 8;
            }
            else if (b == 12)
            {
                Flex(code.U8(at++));
            }
            else
            {
                ended = Execute(b);
            }
        }

        _depth--;
        return ended;
    }

    private static float Number(FontData code, int b, ref int at)
    {
        switch (b)
        {
            case 28:
                at += 2;
                return code.I16(at - 2);
            case <= 246:
                return b - 139;
            case <= 250:
                return ((b - 247) * 256) + code.U8(at++) + 108;
            case <= 254:
                return (-(b - 251) * 256) - code.U8(at++) - 108;
            default:
                at += 4;
                return (int)code.U32(at - 4) / 65536f;
        }
    }

    private void Push(float value)
    {
        if (_count == _stack.Length)
        {
            throw new InvalidDataSetException($"A glyph of the font has more than {_stack.Length} operands.");
        }

        _stack[_count++] = value;
    }

    private bool Execute(int operation)
    {
        switch (operation)
        {
            case 1 or 3 or 18 or 23:
                Stems();
                break;
            case 4:
                Move(0, Last(1));
                break;
            case 21:
                Move(Last(2), Last(1));
                break;
            case 22:
                Move(Last(1), 0);
                break;
            case 5:
                Lines(0, _count - 1);
                break;
            case 6 or 7:
                for (int i = 0; i < _count; i++)
                {
                    bool level = (operation == 6) == ((i & 1) == 0);
                    Line(level ? _stack[i] : 0, level ? 0 : _stack[i]);
                }

                break;
            case 8:
                Curves(0, _count - 5);
                break;
            case 24:
                Curves(0, _count - 7);
                Lines(_count - 2, _count - 1);
                break;
            case 25:
                Lines(0, _count - 7);
                Curves(_count - 6, _count - 5);
                break;
            case 26 or 27:
                ParallelCurves(operation == 27);
                break;
            case 30 or 31:
                AlternatingCurves(operation == 31);
                break;
            case 10 or 29:
                return Call(operation == 29 ? globalSubroutines : localSubroutines);
            case 14:
                return true;
            default:
                throw new InvalidDataSetException($"A glyph of the font has the unknown operator {operation}.");
        }

        _count = 0;
        return false;
    }

    private float Last(int back) => _count >= back ? _stack[_count - back] : 0;

    private void Stems()
    {
        _hints += _count / 2;
        _count = 0;
    }

    private void Move(float dx, float dy)
    {
        _x += dx;
        _y += dy;
        _path.MoveTo(_x, _y);
    }

    private void Line(float dx, float dy)
    {
        _x += dx;
        _y += dy;
        _path.LineTo(_x, _y);
    }

    private void Lines(int first, int before)
    {
        for (int i = Math.Max(0, first); i < before; i += 2)
        {
            Line(_stack[i], _stack[i + 1]);
        }
    }

    private void Curves(int first, int before)
    {
        for (int i = Math.Max(0, first); i < before; i += 6)
        {
            Curve(_stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3], _stack[i + 4], _stack[i + 5]);
        }
    }

    private void Curve(float dxa, float dya, float dxb, float dyb, float dxc, float dyc)
    {
        (float ax, float ay) = (_x + dxa, _y + dya);
        (float bx, float by) = (ax + dxb, ay + dyb);
        (_x, _y) = (bx + dxc, by + dyc);
        _path.CubicTo(ax, ay, bx, by, _x, _y);
    }

    /// <summary>hhcurveto and vvcurveto: curves that begin and end in one direction.</summary>
    private void ParallelCurves(bool level)
    {
        int i = _count & 1;
        float across = i == 1 ? _stack[0] : 0;
        for (; i + 3 < _count; i += 4, across = 0)
        {
            if (level)
            {
                Curve(_stack[i], across, _stack[i + 1], _stack[i + 2], _stack[i + 3], 0);
            }
            else
            {
                Curve(across, _stack[i], _stack[i + 1], _stack[i + 2], 0, _stack[i + 3]);
            }
        }
    }

    /// <summary>hvcurveto and vhcurveto: curves that begin level and end upright, or the other way, in turns.</summary>
    private void AlternatingCurves(bool level)
    {
        for (int i = 0; i + 3 < _count; i += 4, level = !level)
        {
            float last = _count - i == 5 ? _stack[i + 4] : 0;
            if (level)
            {
                Curve(_stack[i], 0, _stack[i + 1], _stack[i + 2], last, _stack[i + 3]);
            }
            else
            {
                Curve(0, _stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3], last);
            }
        }
    }

    private bool Call(CompactIndex? subroutines)
    {
        if (subroutines is not { } index || _count == 0)
        {
            throw new InvalidDataSetException("A glyph of the font calls a subroutine that does not exist.");
        }

        int bias = index.Count < 1240 ? 107 : index.Count < 33900 ? 1131 : 32768;
        return Run(index[(int)_stack[--_count] + bias]);
    }

    private void Flex(int operation)
    {
        Span<float> s = _stack;
        switch (operation)
        {
            case 34:
                Curve(s[0], 0, s[1], s[2], s[3], 0);
                Curve(s[4], 0, s[5], -s[2], s[6], 0);
                break;
            case 35:
                Curves(0, 12);
                break;
            case 36:
                Curve(s[0], s[1], s[2], s[3], s[4], 0);
                Curve(s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7]));
                break;
            case 37:
                float dx = s[0] + s[2] + s[4] + s[6] + s[8], dy = s[1] + s[3] + s[5] + s[7] + s[9];
                bool level = MathF.Abs(dx) > MathF.Abs(dy);
                Curve(s[0], s[1], s[2], s[3], s[4], s[5]);
                Curve(s[6], s[7], s[8], s[9], level ? s[10] : -dx, level ? -dy : s[10]);
                break;
            default:
                throw new InvalidDataSetException($"A glyph of the font has the unsupported operator 12 {operation}.");
        }

        _count = 0;
    }
}
