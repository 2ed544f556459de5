namespace MlNetInvoice.Data;

/// <summary>The two halves of MNIST.</summary>
/// <param name="Training">60,000 images of 28×28 with their digits; the usual validation split is the last 5,000.</param>
/// <param name="Test">10,000 images of 28×28 with their digits.</param>
public sealed record MnistData(LabeledImages Training, LabeledImages Test);
