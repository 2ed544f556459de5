using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>What a sheet shows: its number, null where it has none, and where the eight digits stand on it.</summary>
internal sealed record SheetTruth(string? Number, Quad? Digits);
