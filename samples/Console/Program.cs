using MlNetInvoice;

if (args is not [string path])
{
    Console.Error.WriteLine("Name one picture of an invoice.");
    return 1;
}

try
{
    InvoiceReading reading = InvoiceReader.Default.Read(path);
    Console.WriteLine(reading.Status switch
    {
        InvoiceReadingStatus.Read when reading.IsComplete => $"{reading.Number} ({reading.Confidence:P1})",
        InvoiceReadingStatus.Read => $"digits {reading.Digits}; the letters could not be read",
        InvoiceReadingStatus.Rejected => $"perhaps {reading.BestGuess}, but {reading.Reason}",
        _ => $"no number: {reading.Reason}",
    });
    return reading.IsComplete ? 0 : 2;
}
catch (Exception fault) when (fault is MlNetInvoiceException or IOException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
