using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>An invoice number on a slip: letters and digits, each a part of a drawn row.</summary>
internal sealed record SlipNumber(string Number, DrawnRow LetterRow, DrawnRow DigitRow, SlipKind Kind)
{
    public string Letters => Number[..2];

    public string Digits => Number[3..];

    public Quad LettersQuad => LetterRow.Quad(0, 2);

    public Quad DigitsQuad => DigitRow.Quad(DigitRow.Characters.Count - 8);

    public IEnumerable<PrintedCharacter> LetterCharacters => LetterRow.Characters.Take(2);

    public IEnumerable<PrintedCharacter> DigitCharacters => DigitRow.Characters.Skip(DigitRow.Characters.Count - 8);
}
