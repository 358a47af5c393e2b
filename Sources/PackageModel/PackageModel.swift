// PackageModel
