using Microsoft.OpenApi;

namespace MlNetInvoice.Server.Readings;

/// <summary>Describes the record of a reading, with what else stands on the invoice, in the OpenAPI document.</summary>
internal static class RecordDocument
{
    public static OpenApiSchema Record() => ReadingsDocument.Object(
        "What else stands on the invoice; there only if fields=true asked for it and any was read.",
        ("number", Field(ReadingsDocument.Text("AB-12345678, or the digits alone."))),
        ("period", Field(ReadingsDocument.Text("Year of the Republic and last month of the period, 11306."))),
        ("date", Field(ReadingsDocument.Text("Day of the sale, 2024-06-23."))),
        ("time", Field(ReadingsDocument.Text("Time of the sale, 16:40:18."))),
        ("randomCode", Field(ReadingsDocument.Text("Four digits."))),
        ("salesAmount", Field(ReadingsDocument.Number("Sum without tax, New Taiwan dollars."))),
        ("tax", Field(ReadingsDocument.Number("Tax, New Taiwan dollars."))),
        ("total", Field(ReadingsDocument.Number("Sum with tax, New Taiwan dollars."))),
        ("buyer", Field(ReadingsDocument.Text("The buyer's tax number, 00000000 if the code says that there is none."))),
        ("seller", Field(ReadingsDocument.Text("The seller's tax number."))),
        ("items", Field(ReadingsDocument.ArrayOf(
            ReadingsDocument.Object("An item.", ("name", ReadingsDocument.Text("Its name.")), ("count", ReadingsDocument.Number("How many.")), ("price", ReadingsDocument.Number("Price of one."))),
            "The items that the codes list."))),
        ("conflicts", ReadingsDocument.ArrayOf(
            ReadingsDocument.Object(
                "Two sources that contradict each other.",
                ("field", ReadingsDocument.Text("The field's name.")),
                ("first", ReadingsDocument.Text("What the first source says.")),
                ("firstSource", ReadingsDocument.Text("The first source.")),
                ("second", ReadingsDocument.Text("What the other source says.")),
                ("secondSource", ReadingsDocument.Text("The other source."))),
            "Where sources contradict each other; such a reading is rejected.")));

    private static OpenApiSchema Field(OpenApiSchema value)
    {
        OpenApiSchema field = ReadingsDocument.Object(
            "A field; null if it was not read surely.",
            ("value", value),
            ("sources", ReadingsDocument.ArrayOf(ReadingsDocument.Text("qr, barcode or print."), "Where it was read; several that agree.")),
            ("confidence", ReadingsDocument.Number("Probability that it is right, 0 to 1.")),
            ("place", ReadingsDocument.Box("Its four corners, as those of the reading; or null.", JsonSchemaType.Null)));
        field.Type |= JsonSchemaType.Null;
        return field;
    }
}
