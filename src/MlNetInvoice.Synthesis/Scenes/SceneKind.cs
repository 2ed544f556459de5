namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>What a scene shows.</summary>
public enum SceneKind
{
    /// <summary>One certificate of an electronic invoice.</summary>
    Certificate,

    /// <summary>One slip of a till: rosette, stamped number, dot-matrix or thermal print with tax number, date and transaction number.</summary>
    Register,

    /// <summary>A form in three parts (三聯式), filled in by hand or by a printer, with the seller's stamp.</summary>
    Form,

    /// <summary>An A4 certificate between companies: a small number beside its caption, two tax numbers, a table.</summary>
    Office,

    /// <summary>Two to six slips of different kinds in one picture.</summary>
    Several,

    /// <summary>Two slips off one roll, whose numbers differ in the last digits.</summary>
    Pair,

    /// <summary>A list of cloud invoices on a screen, as a screenshot or photographed.</summary>
    List,

    /// <summary>No invoice: a log, a card, a receipt without a number, an order, a number plate, a bank slip, a calendar, serial numbers.</summary>
    Negative,
}
